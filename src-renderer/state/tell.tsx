import { toast } from 'sonner'
import { type I18n, useI18n } from '../i18n/i18n.tsx'

type Say = (i18n: I18n) => string

const Told = ({ say }: { say: Say }) => say(useI18n())

/** A toast whose words follow the language while it stands there. */
export const tell = (say: Say): void => void toast(<Told say={say} />)

/** The same for what went wrong: longer, since there is more to read. */
export const tellFailure = (say: Say): void => void toast.error(<Told say={say} />, { duration: 8000 })
