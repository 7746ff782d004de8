/** The part of heic-decode 2.1.0 that is used here; the package brings no types. */
declare module "heic-decode" {
  interface Decoded {
    readonly width: number;
    readonly height: number;
    /** RGBA. */
    readonly data: Uint8ClampedArray;
  }
  interface Pending {
    readonly width: number;
    readonly height: number;
    decode(): Promise<Decoded>;
  }
  const heic: {
    all(source: { readonly buffer: Uint8Array }): Promise<Pending[] & { dispose(): void }>;
  };
  export default heic;
}
