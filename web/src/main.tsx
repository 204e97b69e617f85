import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';

import './app/app.css';
import { setHooks } from './api/client';
import { applyPreferences, preferences, savePreferences } from './app/preferences';
import { router } from './app/router';
import { forgetSession, queryClient } from './app/session';
import { askForCode, forgetStepUp } from './app/step-up';
import { activate, locale, type Locale } from './words';

const page = createRoot(document.getElementById('root')!);

/** Draws everything in the language chosen; also after a change of language, so no component has to watch for it. */
function draw(): void {
  page.render(
    <QueryClientProvider client={queryClient} key={locale()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
async function changeLanguage(next: Locale): Promise<void> {
  savePreferences({ locale: next });
  await activate(next);
  draw();
}

setHooks({
  stepUp: askForCode,
  language: locale,
  signedOut: () => {
    forgetStepUp();
    forgetSession();
    void router.invalidate();
  },
});
applyPreferences();
window.addEventListener('musubi:language', (e) => void changeLanguage((e as CustomEvent<Locale>).detail));
void activate(preferences().locale).then(draw);
