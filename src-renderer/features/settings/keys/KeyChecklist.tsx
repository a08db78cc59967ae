import { Ban, Check } from 'lucide-react'
import { useI18n } from '../../../i18n/i18n.tsx'

const items = ['read', 'trade', 'withdraw', 'address', 'separate'] as const

/** How the key is to be made at the exchange. */
export const KeyChecklist = () => {
  const { t } = useI18n()
  return (
    <section className="mb-2 rounded-control border border-line px-3 py-2 text-small">
      <h3 className="font-medium">{t('keys.checklist')}</h3>
      <ul className="mt-1 flex flex-col gap-0.5">
        {items.map((item) => {
          const Shape = item === 'withdraw' ? Ban : Check
          return (
            <li key={item} className="flex items-center gap-1.5">
              <Shape
                aria-hidden
                size={13}
                className={item === 'withdraw' ? 'shrink-0 text-warning' : 'shrink-0 text-muted'}
              />
              {t(`keys.check.${item}`)}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
