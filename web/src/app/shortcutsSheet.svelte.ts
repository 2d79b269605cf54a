// Whether the list of shortcuts is open. A button in the settings opens it too.

class ShortcutsSheetState {
  open = $state(false);
}

export const shortcutsSheet = new ShortcutsSheetState();
