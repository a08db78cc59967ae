import type { FeedMessage } from './feed.ts'
import type { Reply } from './replies.ts'
import type { RequestInput, RequestName, RequestOutput } from './requests.ts'

/** What the preload puts on `window.auronex`, and all that the window knows of the engine. */
export interface PreloadApi {
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Reply<RequestOutput<N>>>
  /** Returns the function that ends the subscription. */
  onFeed(listener: (message: FeedMessage) => void): () => void
}
