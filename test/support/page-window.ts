import type { Page } from 'playwright-core'
import type { PreloadApi } from '../../src-preload/contract/preload-api.ts'
import type { Reply } from '../../src-preload/contract/replies.ts'
import type { RequestInput, RequestName, RequestOutput } from '../../src-preload/contract/requests.ts'

/** What tests touch of the page's own global object; these tests are typed for Node.js, not for a browser. */
export interface PageWindow {
  readonly auronex: PreloadApi
  readonly location: { readonly origin: string; assign(url: string): void }
  readonly document: {
    createElement(tag: string): { textContent: string }
    readonly head: { append(node: object): void }
  }
  readonly navigator: { readonly mediaDevices?: { getUserMedia(of: object): Promise<unknown> } }
  open(url: string): unknown
}

/** Asks the engine through the window's own bridge; throws what was refused. */
export const askFromPage = async <N extends RequestName>(
  page: Page,
  name: N,
  input: RequestInput<N>,
): Promise<RequestOutput<N>> => {
  const reply = await page.evaluate(
    ([asked, given]) => {
      const { auronex } = globalThis as unknown as {
        auronex: { ask: (name: string, input: unknown) => Promise<Reply<unknown>> }
      }
      return auronex.ask(asked, JSON.parse(given))
    },
    [name, JSON.stringify(input)] as const,
  )
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.data as RequestOutput<N>
}
