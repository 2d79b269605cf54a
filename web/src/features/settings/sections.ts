// The sections of the settings and what is in them, for the list and for searching.
import Accessibility from '@lucide/svelte/icons/accessibility';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Eye from '@lucide/svelte/icons/eye';
import Info from '@lucide/svelte/icons/info';
import Keyboard from '@lucide/svelte/icons/keyboard';
import KeyRound from '@lucide/svelte/icons/key-round';
import Languages from '@lucide/svelte/icons/languages';
import Lock from '@lucide/svelte/icons/lock';
import MonitorSmartphone from '@lucide/svelte/icons/monitor-smartphone';
import Palette from '@lucide/svelte/icons/palette';
import type { Component } from 'svelte';
import { t } from '$lib/i18n/index.ts';

export const SECTION_NAMES = [
  'profile',
  'account',
  'sessions',
  'tokens',
  'appearance',
  'language',
  'privacy',
  'keyboard',
  'accessibility',
  'about',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

export const ICONS: Record<SectionName, Component> = {
  profile: CircleUser,
  account: Lock,
  sessions: MonitorSmartphone,
  tokens: KeyRound,
  appearance: Palette,
  language: Languages,
  privacy: Eye,
  keyboard: Keyboard,
  accessibility: Accessibility,
  about: Info,
};

/** The name of a section. */
export function sectionTitle(name: SectionName): string {
  return t(`settings-section-${name}`);
}

/** One setting that can be found. `id` is the element it is shown in. */
export interface Entry {
  section: SectionName;
  id: string;
  label: string;
}

/** Every setting, in the words of the current locale. */
export function entries(isGuest: boolean): Entry[] {
  const of = (section: SectionName, id: string, label: string) => ({ section, id, label });
  return [
    of('profile', 'photo', t('settings-photo')),
    of('profile', 'name', t('account-name')),
    of('profile', 'username', t('account-username')),
    of('account', 'password', isGuest ? t('settings-keep-account') : t('settings-password')),
    of('account', 'sign-out', t('settings-sign-out')),
    of('sessions', 'sessions', t('settings-section-sessions')),
    of('tokens', 'tokens', t('settings-section-tokens')),
    of('appearance', 'theme', t('settings-theme')),
    of('appearance', 'text-size', t('settings-text-size')),
    of('appearance', 'density', t('settings-density')),
    of('appearance', 'motion', t('settings-motion')),
    of('appearance', 'hours', t('settings-hours')),
    of('language', 'language', t('settings-language')),
    of('privacy', 'presence', t('settings-hide-presence')),
    of('privacy', 'reads', t('settings-hide-reads')),
    of('keyboard', 'enter', t('settings-enter')),
    of('keyboard', 'single-keys', t('settings-single-keys')),
    of('accessibility', 'announce', t('settings-announce')),
    of('accessibility', 'answers', t('settings-answers')),
    of('accessibility', 'whole-answers', t('settings-whole-answers')),
    of('about', 'version', t('settings-version')),
    of('about', 'operator', t('system-privacy')),
    of('about', 'licence', t('settings-licence')),
  ];
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The entries that hold every word of `query`, in their label or in the title of their section. */
export function find(query: string, all: readonly Entry[], titleOf: (name: SectionName) => string): Entry[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return all.filter(({ label, section }) => {
    const text = fold(`${label} ${titleOf(section)}`);
    return words.every((word) => text.includes(word));
  });
}
