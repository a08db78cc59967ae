import { askChannel, feedChannel } from '../../../src-preload/contract/channels.ts'
import type { FeedBody, FeedMessage } from '../../../src-preload/contract/feed.ts'
import type { PreloadApi } from '../../../src-preload/contract/preload-api.ts'
import type { LaunchedApp } from '../../support/launch-app.ts'

/** Between the two messages of a pair. */
const gapMs = 10

type BotsBody = Extract<FeedBody, { kind: 'bots' }>

/** What the meter keeps in the page. */
interface PageMeter {
  readonly auronex: Pick<PreloadApi, 'onFeed'> & { ask(name: string, input: unknown): Promise<unknown> }
  benchReceivedAt?: Map<number, number>
}

export interface Sent {
  readonly id: number
  readonly kind: 'full' | 'empty'
  readonly sentAt: number
  /** How long the call held the main thread. */
  readonly callMs: number
}

/** Notes when messages arrive; called after the window's own listener, so the window's copy has them by then. */
export const notePageReceipt = ({ page }: LaunchedApp): Promise<void> =>
  page.evaluate(() => {
    const meter = globalThis as unknown as PageMeter
    const receivedAt = new Map<number, number>()
    meter.benchReceivedAt = receivedAt
    meter.auronex.onFeed(({ at }) => receivedAt.set(at, performance.timeOrigin + performance.now()))
  })

export const readPageReceipt = async ({ page }: LaunchedApp): Promise<ReadonlyMap<number, number>> =>
  new Map(
    await page.evaluate(() => [
      ...((globalThis as unknown as PageMeter).benchReceivedAt ?? new Map<number, number>()),
    ]),
  )

/**
 * How far the page's clock is ahead of the main process's: the mean over the quicker half of many exchanges, since
 * the page's clock goes in steps of a tenth of a millisecond.
 * @returns milliseconds, and half the mean exchange: the error that is left at most
 */
export const clockOffset = async ({ app, page }: LaunchedApp): Promise<{ ms: number; errorMs: number }> => {
  await app.evaluate(({ BrowserWindow }, channel) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.ipc.handle(channel, () => performance.timeOrigin + performance.now())
  }, askChannel)
  const offset = await page.evaluate(async () => {
    const { auronex } = globalThis as unknown as PageMeter
    const exchanges: { ms: number; tookMs: number }[] = []
    for (let turn = 0; turn < 300; turn += 1) {
      const before = performance.timeOrigin + performance.now()
      const there = await auronex.ask('bench.clock', {})
      const after = performance.timeOrigin + performance.now()
      exchanges.push({ ms: (before + after) / 2 - Number(there), tookMs: after - before })
    }
    const quick = exchanges.sort((a, b) => a.tookMs - b.tookMs).slice(0, exchanges.length / 2)
    const mean = (of: (exchange: (typeof quick)[number]) => number) =>
      quick.reduce((sum, exchange) => sum + of(exchange), 0) / quick.length
    return { ms: mean(({ ms }) => ms), errorMs: mean(({ tookMs }) => tookMs) / 2 }
  })
  await app.evaluate(({ BrowserWindow }, channel) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.ipc.removeHandler(channel)
  }, askChannel)
  return offset
}

/**
 * Sends an empty message and the bots' in turn, among the app's own messages. The full one takes its place in
 * their sequence, so that the window takes it for the engine's; the empty one's number is past, so it is dropped.
 */
export const sendInTurn = (
  { app }: LaunchedApp,
  options: { readonly body: BotsBody; readonly pairs: number; readonly periodMs: number },
): Promise<readonly Sent[]> =>
  app.evaluate(
    async ({ BrowserWindow }, { body, pairs, periodMs, gapMs, channel }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('there is no window')
      const { webContents } = window
      const send = webContents.send.bind(webContents)
      let added = 0
      let last = 0
      webContents.send = (to: string, ...rest: unknown[]) => {
        const [message] = rest as [FeedMessage]
        if (to !== channel) return send(to, ...rest)
        last = message.seq + added
        send(channel, { ...message, seq: last })
      }
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      while (last === 0) await pause(periodMs)
      const sent: Sent[] = []
      const post = (kind: Sent['kind'], message: (id: number) => object) => {
        const id = 1 + sent.length
        const whole = message(id)
        const sentAt = performance.timeOrigin + performance.now()
        send(channel, whole)
        sent.push({ id, kind, sentAt, callMs: performance.timeOrigin + performance.now() - sentAt })
      }
      for (let pair = 0; pair < pairs; pair += 1) {
        // The empty one goes shortly before, so that both meet a window that has drawn what came before them.
        await pause(periodMs - gapMs)
        post('empty', (id) => ({ seq: 0, at: id }))
        await pause(gapMs)
        const changed = body.changed.map((bot) => ({ ...bot, name: `${bot.name} #${pair + 1}` }))
        post('full', (id) => {
          added += 1
          last += 1
          return { seq: last, at: id, body: { ...body, changed } }
        })
      }
      return sent
    },
    { ...options, gapMs, channel: feedChannel },
  )
