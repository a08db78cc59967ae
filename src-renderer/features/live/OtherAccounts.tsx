import type { BotSettings } from '../../../src-preload/contract/bot-settings.ts'
import type { LiveView } from '../../../src-preload/contract/live-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Tick } from './Tick.tsx'

interface OtherAccountsProps {
  /** null while they are not known. */
  readonly settings: BotSettings | null
  readonly accounts: LiveView['accounts']
  /** The bot's own is none of them. */
  readonly ownId: string | null
  readonly named: readonly string[]
  readonly name: (ids: readonly string[]) => void
}

/** Accounts that the bot may enter through besides its own; nothing where its settings let it use no other. */
export const OtherAccounts = ({ settings, accounts, ownId, named, name }: OtherAccountsProps) => {
  const { t } = useI18n()
  const others = accounts.filter(({ id }) => id !== ownId)
  if (settings?.limits.cheapestAccount !== '1' || others.length === 0) return null
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-small font-medium">{t('live.alsoThrough')}</legend>
      {others.map(({ id, name: own, venueName, badge }) => (
        <Tick
          key={id}
          label={`${own} · ${venueName} · ${t(`badge.${badge}`)}`}
          ticked={named.includes(id)}
          set={(ticked) => name(ticked ? [...named, id] : named.filter((each) => each !== id))}
        />
      ))}
      <p className="text-meta text-muted">{t('live.alsoThroughHint')}</p>
    </fieldset>
  )
}
