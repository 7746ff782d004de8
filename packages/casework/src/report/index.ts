/** Reports: what is said, composed for press. */
export {};
