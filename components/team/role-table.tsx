import { ACTIONS, mayDo, PERMISSIONS, ROLES } from '#lib/team/permissions.ts'
import { ROLE_WORDS } from '#lib/team/role-words.ts'

/** Who may do what, out of the table that decides it. */
export function RoleTable() {
  return (
    <section
      className="overflow-x-auto rounded-card border border-line"
      aria-label="What each role may do"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a narrow phone is scrolled by keyboard, too
      tabIndex={0}
    >
      <table className="w-full border-collapse text-note">
        <thead>
          <tr className="border-b border-line text-left">
            <th scope="col" className="px-4 py-3 font-semibold">
              May…
            </th>
            {ROLES.map((role) => (
              <th key={role} scope="col" className="px-3 py-3 text-center font-semibold">
                {ROLE_WORDS[role].name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ACTIONS.map((action) => (
            <tr key={action} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2.5 text-left font-normal">
                {PERMISSIONS[action].words}
                {PERMISSIONS[action].needsSecondFactor ? (
                  <span className="text-ink-soft"> · asks for the second factor</span>
                ) : null}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="px-3 py-2.5 text-center">
                  {mayDo(role, action) ? (
                    <span className="font-bold">Yes</span>
                  ) : (
                    <span className="text-ink-soft">No</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
