import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useAppInfo } from '../../state/use-app-info.ts'

/** What runs here, and where its data are. */
export const About = () => {
  const { t } = useI18n()
  const app = useAppInfo()
  const { send } = useCommand()
  if (app === null) return null
  const { version, electron, node, sqlite } = app
  return (
    <div className="selectable px-3 py-2.5 text-small text-muted">
      <p className="font-medium text-text">{t('settings.version', { version })}</p>
      <p>{t('settings.runtime', { electron, node, sqlite })}</p>
      <p className="mt-1 break-all">
        {t('settings.data')}: <span className="font-mono text-meta">{app.dataFolder}</span>
      </p>
      <p className="mt-2 flex gap-4">
        <button
          type="button"
          className="h-6 text-accent hover:underline"
          onClick={() => void send('links.open', { link: 'licences' })}
        >
          {t('settings.licences')}
        </button>
        <button
          type="button"
          className="h-6 text-accent hover:underline"
          onClick={() => void send('links.open', { link: 'tradingview' })}
        >
          {t('chart.attribution')}
        </button>
      </p>
    </div>
  )
}
