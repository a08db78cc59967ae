import { useI18n } from '../../../i18n/i18n.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { KeyReport } from './KeyReport.tsx'
import type { useKeyForm } from './use-key-form.ts'

/** In a low window what comes of a press lies below what can be seen. */
const intoView = (answer: HTMLElement | null): void => {
  // Not everywhere is there something to scroll.
  if (typeof answer?.scrollIntoView === 'function') answer.scrollIntoView({ block: 'end' })
}

/** What came of trying the key or of handing it over. */
export const KeyAnswer = ({ form }: { readonly form: ReturnType<typeof useKeyForm> }) => {
  const { t } = useI18n()
  const { report, failure, isRefused } = form
  if (report === null && failure === null && !form.asksToCheck) return null
  return (
    <div ref={intoView} className="flex flex-col gap-2">
      {isRefused && (
        <div role="alert">
          <Notice>{t('keys.tooPowerful')}</Notice>
        </div>
      )}
      {report !== null && <KeyReport report={report} />}
      {failure !== null && (
        <div role="alert">
          <Notice>
            <p className="font-medium">{failure.text}</p>
            {failure.cause !== '' && <p className="break-words text-muted">{failure.cause}</p>}
          </Notice>
        </div>
      )}
      {form.asksToCheck && (
        <label className="flex min-h-6 items-center gap-2 font-medium">
          <input
            type="checkbox"
            className="size-4 accent-accent-fill"
            checked={form.isChecked}
            onChange={(event) => form.check(event.target.checked)}
          />
          {t('keys.checked')}
        </label>
      )}
    </div>
  )
}
