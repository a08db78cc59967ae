/** What the command line asks of the app; the start script has checked it before. */
export interface AppOptions {
  readonly demo: boolean
  /** Folder for everything the app keeps; null for the usual one. */
  readonly dataFolder: string | null
  readonly exitAfterMs: number | null
  readonly screenshot: string | null
}

const valueFrom = (argv: readonly string[], name: string): string | null => {
  const found = argv.find((argument) => argument.startsWith(`--${name}=`))
  return found === undefined ? null : found.slice(name.length + 3)
}

/** Reads the app's own options and leaves Chromium's alone. */
export const parseOptions = (argv: readonly string[]): AppOptions => {
  const seconds = Number(valueFrom(argv, 'exit-after') ?? Number.NaN)
  return {
    demo: argv.includes('--demo'),
    dataFolder: valueFrom(argv, 'user-data-dir'),
    exitAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
    screenshot: valueFrom(argv, 'screenshot'),
  }
}

/**
 * Whether somebody is there to answer native questions: not on a run that ends by itself, and not in tests unless
 * they ask for them.
 */
export const mayAsk = (
  { exitAfterMs }: AppOptions,
  env: Readonly<Record<string, string | undefined>>,
): boolean => exitAfterMs === null && (env.AURONEX_E2E !== '1' || env.AURONEX_E2E_ASKS === '1')
