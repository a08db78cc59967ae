import type { Sender } from './ipc/ask-server.ts'

export const appOrigin = 'app://auronex'

/** The development server's address; a packaged app has none, whatever its environment says. */
export const devUrlOf = (
  isPackaged: boolean,
  env: Readonly<Record<string, string | undefined>>,
): string | null => {
  const url = env.ELECTRON_RENDERER_URL
  return isPackaged || url === undefined || !URL.canParse(url) ? null : url
}

/** Only the app's own page, in the window's main frame, may ask anything. */
export const isOwnPage = ({ url, isMainFrame }: Sender, devUrl: string | null): boolean => {
  if (!isMainFrame || !URL.canParse(url)) return false
  const { protocol, host, origin } = new URL(url)
  // The app's own scheme has no origin in Node's eyes.
  return `${protocol}//${host}` === appOrigin || (devUrl !== null && origin === new URL(devUrl).origin)
}
