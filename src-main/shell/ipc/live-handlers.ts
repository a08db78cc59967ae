import type { ErrorCode } from '../../../src-preload/contract/replies.ts'
import { accountLimitsLine, modeLimitsLine } from '../live/limit-words.ts'
import { textIn } from '../texts.ts'
import { liveAccountViews, proposalView } from '../views/live-view.ts'
import { type Handlers, Refusal } from './ask-server.ts'
import type { HandlerParts } from './handlers.ts'

type LiveHandlers = Pick<Handlers, Extract<keyof Handlers, `live.${string}`>>

const badgeTexts = {
  live: 'liveBadgeLive',
  testnet: 'liveBadgeTestnet',
  simulator: 'liveBadgeSimulator',
} as const

const refusal = (error: { readonly code: ErrorCode; readonly fields?: readonly object[] }): Refusal =>
  new Refusal(
    error.code,
    `this does not go live: ${error.code}`,
    error.fields === undefined ? {} : { fields: error.fields.map((field) => ({ ...field })) as never },
  )

/** Turning live trading on and going live. Whatever the window sends, only what main has asked about happens. */
export const liveHandlers = (parts: HandlerParts): LiveHandlers => {
  const { engine, clock, settings, guard, confirmNatively } = parts
  const propose = (subject: Parameters<typeof guard.propose>[0]) => {
    const proposed = guard.propose(subject)
    if (!proposed.ok) throw refusal(proposed.error)
    return proposalView(engine, proposed.value, clock.now())
  }
  const settingsOf = (botId: string) => {
    const bot = engine.roster.get(botId)?.bot
    if (bot === undefined) throw new Refusal('NOT_FOUND', 'there is no such bot')
    return bot
  }
  return {
    'live.turnOn': async () => {
      const ready = liveAccountViews(engine).filter(({ isReady }) => isReady)
      if (ready.length === 0) throw new Refusal('NO_LIVE_ACCOUNT', 'no live account is ready')
      const language = settings.language()
      const { limits } = engine.risk
      const t = (key: Parameters<typeof textIn>[1], facts = {}) => textIn(language, key, facts)
      const accounts = ready
        .map(({ id, name, venueName, badge }) => {
          const own = accountLimitsLine(language, limits.ofAccount(id))
          return `• ${name}, ${venueName} (${t(badgeTexts[badge])})\n  ${own}`
        })
        .join('\n')
      const ofAll = modeLimitsLine(language, limits.ofMode('live'))
      const isConfirmed = await confirmNatively({
        type: 'warning',
        message: t('liveTitle'),
        detail: t('liveBody', { accounts, limits: ofAll }),
        buttons: [t('cancel'), t('liveTurnOn')],
      })
      if (!isConfirmed) return { isOn: engine.live.isOn }
      const turned = await engine.command(({ live }) => live.turnOn())
      if (!turned.ok) throw refusal({ code: turned.error })
      return { isOn: true }
    },
    'live.turnOff': async () => {
      await guard.cancel()
      await engine.command(({ live }) => live.turnOff())
      return {}
    },
    'live.propose': ({ botId, settings: wanted, accountId, alsoThrough, quarterFirst, resumes }) => {
      if (settingsOf(botId).mode !== 'paper') throw new Refusal('WRONG_STATE', 'only a paper bot is cloned')
      const account = engine.books.accounts.get(accountId)?.book.account
      if (account === undefined) throw new Refusal('NOT_FOUND', 'there is no such account')
      const terms = { quarterFirst, resumes, clonedFrom: botId, alsoThrough }
      // Traded where the account is, whatever prices the paper bot has traded at.
      const onVenue = { ...wanted, venueId: account.venueId }
      return propose({ kind: 'clone', settings: onVenue, live: { accountId, terms } })
    },
    'live.proposeStart': ({ id, alsoThrough }) =>
      propose({ kind: 'start', botId: id, settings: settingsOf(id).settings, alsoThrough }),
    'live.proposeEdit': ({ id, settings: wanted }) => {
      if (settingsOf(id).mode !== 'live')
        throw new Refusal('WRONG_STATE', 'only a live bot is changed by confirmation')
      return propose({ kind: 'edit', botId: id, settings: wanted })
    },
    'live.confirm': async ({ id, typed }) => {
      const confirmed = await guard.confirm(id, typed)
      if (!confirmed.ok) throw refusal({ code: confirmed.error })
      return { startsAt: confirmed.value }
    },
    'live.cancel': async () => {
      await guard.cancel()
      return {}
    },
  }
}
