/** Exchanges refuse signed orders from a few seconds on; a clock that is set by a server stays far below. */
export const clockDiffers = (offsetMs: number | null): boolean =>
  offsetMs !== null && Math.abs(offsetMs) > 1_000
