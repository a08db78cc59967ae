import type { FeedMessage } from '../../src-preload/contract/feed.ts'
import type { PreloadApi } from '../../src-preload/contract/preload-api.ts'
import type { Reply } from '../../src-preload/contract/replies.ts'
import type { RequestInput, RequestName, RequestOutput } from '../../src-preload/contract/requests.ts'

declare global {
  interface Window {
    readonly auronex: PreloadApi
  }
}

/**
 * The only way to the engine. A broken channel becomes a reply like any other failure, so that callers have
 * one path for "it did not work".
 */
export const ask = async <N extends RequestName>(
  name: N,
  input: RequestInput<N>,
): Promise<Reply<RequestOutput<N>>> => {
  try {
    return await window.auronex.ask(name, input)
  } catch (cause) {
    return { ok: false, error: { code: 'INTERNAL', message: String(cause) } }
  }
}

export const onFeed = (listener: (message: FeedMessage) => void): (() => void) =>
  window.auronex.onFeed(listener)
