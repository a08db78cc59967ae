import { useI18n } from '../i18n/i18n.tsx'
import { Pill } from './Pill.tsx'

/** Stands wherever an exchange is named that was never run against. */
export const UntestedMark = () => {
  const { t } = useI18n()
  return (
    <span title={t('connect.untestedAbout')}>
      <Pill look="neutral" small>
        {t('connect.untested')}
      </Pill>
    </span>
  )
}
