'use client'
import { Eye, EyeOff } from 'lucide-react'
import { type FormEvent, type ReactNode, useState, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { signIn, signInProblem } from '#lib/browser/sign-in.ts'
import { loginWords } from '#lib/mail/words/login.ts'

type CredentialsFormProps = {
  /** Given: signing in again, as this person. */
  username?: string
  /** The server to sign in to; a field named `server` inside `children` decides where there is one. */
  server?: string
  onSignedIn: () => void
  /** Between the password and the button: the choice of server. */
  children?: ReactNode
}

/** Address, password, button. What goes wrong stands below the button, where it moves nothing. */
export function CredentialsForm({ username, server, onSignedIn, children }: CredentialsFormProps) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const ready = useHydrated()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const login = {
      username: username ?? text('username'),
      password: String(form.get('password') ?? ''),
      server: text('server') || server,
      staySignedIn: form.get('stay') === 'on',
    }
    if (!login.username || !login.password) return setState({ busy: false, problem: loginWords.missing })
    setState({ busy: true, problem: null })
    signIn(login).then(onSignedIn, (error: unknown) =>
      setState({ busy: false, problem: signInProblem(error) }),
    )
  }
  return (
    // `post`: pressed before the script is there, a password must not get into an address.
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label={loginWords.username}
        name="username"
        type="text"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        defaultValue={username}
        readOnly={username !== undefined}
        autoFocus={username === undefined}
        maxLength={320}
      />
      <PasswordField first={username !== undefined} />
      {children}
      <Checkbox name="stay">{loginWords.stay}</Checkbox>
      <Button type="submit" kind="primary" busy={state.busy} disabled={!ready} className="!h-11">
        {state.busy ? loginWords.signingIn : loginWords.signIn}
      </Button>
      <p role="alert" className="text-danger empty:-mt-4 [overflow-wrap:anywhere]">
        {state.problem}
      </p>
    </form>
  )
}

function PasswordField({ first }: { first: boolean }) {
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Field
        label={loginWords.password}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={1024}
        data-autofocus={first || undefined}
        inputClassName="pe-11 pointer-coarse:pe-12"
      />
      <IconButton
        label={shown ? loginWords.hidePassword : loginWords.showPassword}
        icon={shown ? EyeOff : Eye}
        onClick={() => setShown(!shown)}
        className="absolute end-0.5 bottom-0.5 pointer-coarse:end-0 pointer-coarse:bottom-0"
      />
    </div>
  )
}

const noChange = () => () => undefined

function useHydrated(): boolean {
  return useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  )
}
