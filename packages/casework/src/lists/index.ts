/** Lists in, lists out. */
export {};
