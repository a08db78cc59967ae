import type { useI18n } from '../../i18n/i18n.tsx'

type Format = Pick<ReturnType<typeof useI18n>['format'], 'number'>

/** To the last digit: a difference may be in the last one alone. */
export const exactly = (format: Format, text: string): string =>
  format.number(text, text.split('.')[1]?.length ?? 0)
