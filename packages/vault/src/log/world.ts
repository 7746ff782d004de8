/** What a vault takes from outside besides its disk: brought in, so that a test can stand at a fixed minute. */
export interface World {
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
}
