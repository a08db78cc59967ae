import { describe, expect, test } from 'vitest'
import { failures, nothingListed, tooMuch } from './rest-faults.ts'
import { answered, exchanges, startAt, until, withRest } from './rest-harness.ts'

const deadlineMs = 15_000
const anyCause = expect.stringMatching(/\S/)

describe.concurrent.each(exchanges)('asked of %s', (id) => {
  // Binance has no envelope around its lists: what its empty ones do is told below.
  describe.each([...failures[id], ...(id === 'binance' ? [] : nothingListed)])(
    'and met by %s,',
    (_, effect) => {
      test(
        'candles fail once: what is known stays, nothing is repeated, the next question is answered',
        withRest(id, async ({ feed, minutes, sent, spoil }) => {
          const known = answered(await minutes(5))
          const before = sent('candles')
          spoil('candles', effect)
          expect(await minutes(6)).toEqual({ kind: 'failed', cause: anyCause })
          expect(feed.health()).toMatchObject({ error: anyCause, pausedUntil: null })
          expect(sent('candles')).toBe(before + 1)
          expect(answered(await minutes(5))).toEqual(known)
          expect(sent('candles')).toBe(before + 1)
          expect(answered(await minutes(6)).slice(1)).toEqual(known)
          expect(feed.health().error).toBeNull()
        }),
      )
    },
  )

  describe.each([...failures[id], ...nothingListed])('and met by %s,', (_, effect) => {
    test(
      'markets fail once, and the next question is answered',
      withRest(id, async ({ feed, minutes, spoil }) => {
        spoil('markets', effect)
        expect(await feed.markets()).toEqual({ kind: 'failed', cause: anyCause })
        expect(feed.health().error).toMatch(/\S/)
        expect(answered(await feed.markets())).toHaveLength(2)
        expect(answered(await minutes(5))).toHaveLength(5)
      }),
    )

    test(
      'markets and candles stay as they were when the list is asked for again',
      withRest(id, async ({ feed, minutes, spoil, nextListing }) => {
        const listed = answered(await feed.markets())
        spoil('markets', effect)
        await nextListing()
        expect(answered(await feed.markets())).toEqual(listed)
        expect(answered(await minutes(5))).toHaveLength(5)
        await nextListing()
        expect(answered(await feed.markets())).toEqual(listed)
        expect(answered(await minutes(6))).toHaveLength(6)
      }),
    )
  })

  describe.each(tooMuch[id])('and met by %s,', (_, effect, pauseMs) => {
    test(
      `nothing is sent for ${pauseMs / 1_000} s, then what waited`,
      withRest(id, async ({ feed, minutes, sent, spoil, pass }) => {
        answered(await feed.markets())
        spoil('candles', effect)
        expect((await minutes(5)).kind).toBe('failed')
        expect(feed.health()).toMatchObject({ pausedUntil: startAt + pauseMs, error: anyCause })
        const before = sent()
        const waiting = [minutes(5), minutes(6)]
        await pass(pauseMs - 1)
        expect(sent()).toBe(before)
        expect(feed.health().pausedUntil).toBe(startAt + pauseMs)
        await pass(1)
        const lengths = (await Promise.all(waiting)).map((answer) => answered(answer).length)
        expect(lengths).toEqual([5, 6])
        expect(sent()).toBe(before + 2)
        expect(feed.health()).toMatchObject({ pausedUntil: null, error: null })
      }),
    )
  })

  test(
    'a second refusal never shortens the wait that the first one named',
    withRest(id, async ({ feed, minutes, spoil }) => {
      answered(await feed.markets())
      spoil('candles', { kind: 'reply', status: 418, body: {}, headers: { 'retry-after': '30' } })
      spoil('candles', { kind: 'reply', status: 429, body: {}, headers: { 'retry-after': '2' } })
      const both = await Promise.all([minutes(5), minutes(6)])
      expect(both.map(({ kind }) => kind)).toEqual(['failed', 'failed'])
      expect(feed.health().pausedUntil).toBe(startAt + 30_000)
    }),
  )

  describe.each([
    ['a request that is never answered', { kind: 'hang' }],
    ['headers, then a body that stalls', { kind: 'stall' }],
  ] as const)('and met by %s,', (_, effect) => {
    test(
      'candles fail at the deadline, not before, and the next question is answered',
      withRest(id, async ({ feed, minutes, spoil, settle, pass }) => {
        const known = answered(await minutes(5))
        spoil('candles', effect)
        let ended = false
        const failing = minutes(6).finally(() => {
          ended = true
        })
        await settle()
        await pass(deadlineMs - 1)
        expect(ended).toBe(false)
        await pass(1)
        expect(await failing).toEqual({ kind: 'failed', cause: expect.stringContaining('15000') })
        expect(feed.health().error).toContain('15000')
        expect(answered(await minutes(6)).slice(1)).toEqual(known)
        expect(feed.health().error).toBeNull()
      }),
    )

    test(
      'markets fail at the deadline, and the next question is answered',
      withRest(id, async ({ feed, minutes, sent, spoil, pass }) => {
        spoil('markets', effect)
        const failing = feed.markets()
        await until(() => sent('markets') === 1)
        await pass(deadlineMs)
        expect((await failing).kind).toBe('failed')
        expect(answered(await feed.markets())).toHaveLength(2)
        expect(answered(await minutes(5))).toHaveLength(5)
      }),
    )

    test(
      'nobody waits for a list that is asked for again and does not come',
      withRest(id, async ({ feed, minutes, spoil, pass, nextListing }) => {
        const listed = answered(await feed.markets())
        spoil('markets', effect)
        await nextListing()
        expect(answered(await feed.markets())).toEqual(listed)
        expect(answered(await minutes(5))).toHaveLength(5)
        await pass(deadlineMs)
        await nextListing()
        expect(answered(await minutes(6))).toHaveLength(6)
      }),
    )
  })
})

describe.concurrent.each(exchanges)('a clock that is off does not matter to %s', (id) => {
  const hour = 3_600_000

  test.each([hour, -hour])(
    'when ours is %d ms ahead: candles end where they end, and what is off is told',
    async (oursAheadMs) =>
      withRest(
        id,
        async ({ feed, minutes }) => {
          const opened = answered(await minutes(3)).map(({ openTime }) => openTime)
          const current = startAt - (startAt % 60_000)
          expect(opened).toEqual([current - 180_000, current - 120_000, current - 60_000])
          expect(feed.health().clockOffsetMs).toBe(-oursAheadMs)
        },
        { oursAheadMs },
      )(),
  )

  test(
    'when the exchange does not tell its own: markets and candles are answered',
    withRest(id, async ({ feed, minutes, spoil }) => {
      spoil('time', { kind: 'reply', status: 500, body: '<html></html>' }, 0)
      expect(answered(await feed.markets())).toHaveLength(2)
      expect(answered(await minutes(5))).toHaveLength(5)
      expect(feed.health().clockOffsetMs).toBeNull()
    }),
  )
})

test(
  'what Binance takes for an empty list of candles is an answer, and the next question has them all',
  withRest('binance', async ({ feed, minutes, spoil }) => {
    answered(await feed.markets())
    for (const [index, [, effect]] of nothingListed.entries()) {
      spoil('candles', effect)
      expect(answered(await minutes(5 + index))).toEqual([])
      expect(answered(await minutes(7 + index))).toHaveLength(7 + index)
    }
  }),
)
