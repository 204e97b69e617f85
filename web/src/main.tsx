import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';

import './app/app.css';
import { setHooks } from './api/client';
import type { SessionView } from './api/types';
import { applyPreferences, preferences, savePreferences } from './app/preferences';
import { signedIn } from './app/root';
import { router } from './app/router';
import { forgetSession, nextStep, queryClient, sessionQuery, stillSignedIn } from './app/session';
import { askForCode, forgetStepUp } from './app/step-up';
import { activate, allWords, locale, type Locale } from './words';

const page = createRoot(document.getElementById('root')!);

/** Draws everything in the language chosen; also after a change of language, so no component has to watch for it. */
function draw(): void {
  document.documentElement.lang = locale();
  page.render(
    <QueryClientProvider client={queryClient} key={locale()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
/** Of a page behind sign-in: everything it will wait for anyway is asked for side by side, not one after another. */
function askAhead(): void {
  const [routes, params] = router.getMatchedRoutes(router.latestLocation.pathname);
  if (!routes.some((route) => route.id === signedIn.id)) return;
  const later = () => undefined; // whoever needs it asks again, and says what is wrong
  const askOnce = (session: SessionView) => {
    const person = params['person'];
    if (person === undefined || nextStep(session)) return;
    for (const { options } of routes) options.staticData?.askAhead?.(person);
  };
  queryClient.fetchQuery(sessionQuery).then(askOnce).catch(later);
  allWords().catch(later);
  for (const route of routes) void Promise.resolve(router.loadRouteChunk(route)).catch(later);
}
async function changeLanguage(next: Locale): Promise<void> {
  savePreferences({ locale: next });
  await activate(next);
  draw();
}

setHooks({
  stepUp: askForCode,
  stillSignedIn,
  language: locale,
  signedOut: () => {
    forgetStepUp();
    forgetSession();
    void router.invalidate();
  },
});
applyPreferences();
window.addEventListener('musubi:language', (e) => void changeLanguage((e as CustomEvent<Locale>).detail));
const words = activate(preferences().locale);
askAhead();
void words.then(draw);
