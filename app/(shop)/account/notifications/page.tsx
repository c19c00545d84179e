import { BackLink } from '#components/account/back-link.tsx'
import { NotificationSettings } from '#components/push/notification-settings.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { getMyNotifications } from '#lib/push/queries.ts'

/** What one is told of, on which device, and the reminders that stand. Guests too: a device needs no account to be told. */
export default async function NotificationsPage() {
  const [t, notifications] = await Promise.all([getText('account'), getMyNotifications()])
  return (
    <Texts of={['remind', 'install']}>
      <BackLink />
      <h1 className="poster text-poster">{t('notifications')}</h1>
      <NotificationSettings initial={notifications} />
    </Texts>
  )
}
