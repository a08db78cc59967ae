import { Check, Minus, TriangleAlert } from 'lucide-react'
import type { KeyPermissionsView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { cx } from '../../../ui/class-names.ts'

const order = ['read', 'trade', 'withdraw', 'transfer', 'addressLimited'] as const
type Right = (typeof order)[number]

/** What should be the other way round, for a key that trades. */
const isWrong = (right: Right, granted: boolean): boolean =>
  granted ? right === 'withdraw' || right === 'transfer' : right === 'addressLimited'

/** What a key may do, right by right: with a word and a shape, never colour alone. */
export const Rights = ({ permissions }: { readonly permissions: KeyPermissionsView }) => {
  const { t } = useI18n()
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {order.map((right) => {
        const granted = permissions[right]
        const wrong = isWrong(right, granted)
        const Shape = wrong ? TriangleAlert : granted ? Check : Minus
        return (
          <li
            key={right}
            className={cx('inline-flex items-center gap-1', wrong ? 'text-warning' : 'text-text')}
          >
            <Shape aria-hidden size={13} className="shrink-0" />
            <span>{t(`keys.right.${right}`)}</span>
            <span className={wrong ? undefined : 'text-muted'}>
              {t(granted ? 'keys.granted' : 'keys.denied')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
