import { TriangleAlert } from 'lucide-react'
import type { BotView } from '../../src-preload/contract/views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { type DataDoubt, doubtsOf } from '../state/pair-data.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from './class-names.ts'
import { Notice } from './Notice.tsx'

const kinds = ['stale', 'filling', 'halted', 'delisted'] as const
const earliest = (left: DataDoubt, right: DataDoubt): number => (left.since ?? 0) - (right.since ?? 0)

/** "Waiting for market data: BTC/USDT +2, 42 s": one line for each kind of doubt, with the oldest one's clock. */
const useDoubtLines = (bot: BotView) => {
  const { t, format } = useI18n()
  const now = useNow()
  const doubts = doubtsOf(bot, now)
  return kinds.flatMap((kind) => {
    const [first, ...more] = doubts.filter(({ doubt }) => doubt === kind).sort(earliest)
    if (first === undefined) return []
    const { symbol, since } = first
    const timed = (what: string) =>
      since === null ? what : t('doubt.for', { what, span: format.duration(now - since) })
    const word = (pairs: string) => timed(t(`doubt.${kind}`, { pairs }))
    const short = word(more.length === 0 ? symbol : t('doubt.more', { symbol, count: more.length }))
    return {
      kind,
      short,
      full: word([first, ...more].map((each) => each.symbol).join(', ')),
      // A bot's only pair is named beside it.
      pairless: bot.symbols.length === 1 ? timed(t(`doubt.${kind}Pairless`)) : short,
    }
  })
}

interface DoubtTextProps {
  readonly bot: BotView
  /** Where the pair stands beside it and there is little room. */
  readonly pairless?: boolean
  readonly className?: string
}

/** In one line, why the bot cannot trade on its data; nothing while it can. */
export const DoubtText = ({ bot, pairless = false, className }: DoubtTextProps) => {
  const lines = useDoubtLines(bot)
  if (lines.length === 0) return null
  return (
    <span
      title={lines.map((line) => line.full).join('\n')}
      className={cx('flex items-center gap-1.5 text-warning', className)}
    >
      <TriangleAlert aria-hidden size={13} className="shrink-0" />
      <span className="truncate">
        {lines.map((line) => (pairless ? line.pairless : line.short)).join(' · ')}
      </span>
    </span>
  )
}

/** Each doubt, and what follows from it. */
export const DoubtNotice = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const lines = useDoubtLines(bot)
  if (lines.length === 0) return null
  return (
    <Notice className="shrink-0">
      {lines.map(({ kind, full }) => (
        <p key={kind}>
          <strong className="font-medium">{full}.</strong>{' '}
          <span className="text-muted">{t(`doubtAbout.${kind}`)}</span>
        </p>
      ))}
    </Notice>
  )
}
