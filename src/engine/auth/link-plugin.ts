import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ensureUser } from './user.ts'

/** Lets in whoever came by a link of ours, and sets a first password; neither can be reached over HTTP. */
export function enterByLink(deps: Deps) {
  return {
    id: 'mawja-link',
    endpoints: {
      enterByLink: createAuthEndpoint(
        '/mawja/enter',
        { method: 'POST', body: z.object({ email: z.string() }), metadata: { SERVER_ONLY: true } },
        async (ctx) => {
          const userId = await ensureUser(deps, ctx.body.email)
          const user = userId && (await ctx.context.internalAdapter.findUserById(userId))
          const session = user && (await ctx.context.internalAdapter.createSession(user.id))
          if (!user || !session) throw new APIError('UNAUTHORIZED')
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ token: session.token })
        },
      ),
      writePassword: createAuthEndpoint(
        '/mawja/password',
        {
          method: 'POST',
          body: z.object({ userId: z.string(), password: z.string() }),
          metadata: { SERVER_ONLY: true },
        },
        async (ctx) => {
          const { userId } = ctx.body
          const password = await ctx.context.password.hash(ctx.body.password)
          const accounts = await ctx.context.internalAdapter.findAccounts(userId)
          if (accounts.some(({ providerId }) => providerId === 'credential'))
            await ctx.context.internalAdapter.updatePassword(userId, password)
          else
            await ctx.context.internalAdapter.linkAccount({
              userId,
              accountId: userId,
              providerId: 'credential',
              password,
            })
          return ctx.json({})
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
