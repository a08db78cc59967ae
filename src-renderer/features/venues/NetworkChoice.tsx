import { type ExchangeId, type Network, networksOf } from '../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Segments } from '../../ui/Segments.tsx'

interface NetworkChoiceProps {
  readonly exchangeId: ExchangeId
  readonly value: Network
  readonly disabled: boolean
  readonly choose: (network: Network) => void
}

/** Where bots see the exchange's prices: only as far as it has more than the market itself. */
export const NetworkChoice = ({ exchangeId, value, disabled, choose }: NetworkChoiceProps) => {
  const { t } = useI18n()
  const networks = networksOf(exchangeId)
  if (networks.length === 1) return null
  const choices = networks.map((network) => ({ value: network, label: t(`connect.network.${network}`) }))
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden className="text-small font-medium">
        {t('connect.network')}
      </span>
      <div className="flex min-h-8 items-center gap-2.5">
        <Segments
          label={t('connect.network')}
          value={value}
          choices={choices}
          disabled={disabled}
          onChange={choose}
        />
        <p className="text-small text-muted">{t(`connect.networkAbout.${value}`)}</p>
      </div>
    </div>
  )
}
