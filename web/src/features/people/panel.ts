// The views of the panel beside a thread.

/** Who is here, what is pinned, and what the group is like. */
export type PanelTab = 'people' | 'pinned' | 'about';

/** In the order of the tabs. */
export const PANEL_TABS: readonly PanelTab[] = ['people', 'pinned', 'about'];
