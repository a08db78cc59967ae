import type { ProfileView } from '../../../src-preload/contract/bot-settings.ts'
import { shiftDecimal } from '../../format/typed-decimal.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { chosenProfile, matchesProfile } from '../../state/profile.ts'
import { Card } from './StrategySection.tsx'
import type { BotFormState } from './use-bot-form.ts'

const useFacts = () => {
  const { t, format } = useI18n()
  return ({ timeframe, limits }: ProfileView): string => {
    const share = (key: string) => {
      const ratio = limits[key] ?? '0'
      return Number(ratio) === 0 ? null : `${format.number(shiftDecimal(ratio, 2))}%`
    }
    const [stop, trailing, target] = [share('stopLoss'), share('trailingStop'), share('takeProfit')]
    return [
      t('profile.pace', { timeframe, seconds: Number(limits.analysisSeconds ?? 0) }),
      stop !== null && t('profile.stop', { share: stop }),
      trailing !== null && t('profile.trailing', { share: trailing }),
      target !== null && t('profile.target', { share: target }),
    ]
      .filter((part) => part !== false)
      .join(' · ')
  }
}

/** Fills in what goes together; each field stays the user's own. */
export const ProfileSection = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  const factsOf = useFacts()
  const { form, values } = state
  const chosen = chosenProfile(form, values)
  const followed = chosen !== undefined && matchesProfile(form, values, chosen)
  return (
    <fieldset className="@container">
      <legend className="mb-1.5 text-small font-medium">
        {t('profile.title')}
        {!followed && (
          <span className="ml-2 font-normal text-muted">
            {chosen === undefined
              ? t('profile.custom')
              : t('profile.customFrom', { profile: t(`profile.${chosen.id}`) })}
          </span>
        )}
      </legend>
      <div className="grid gap-2 @min-[560px]:grid-cols-3">
        {form.profiles.map((profile) => (
          <Card
            key={profile.id}
            chosen={followed && profile === chosen}
            title={t(`profile.${profile.id}`)}
            about={t(`profileAbout.${profile.id}`)}
            note={factsOf(profile)}
            choose={() => state.follow(profile)}
          />
        ))}
      </div>
    </fieldset>
  )
}
