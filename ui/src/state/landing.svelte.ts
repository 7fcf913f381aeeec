/** The account that was just added, which the list then shows and chooses: its code is what Enter copies. */
class Landing {
  id = $state<string | null>(null);
}

export const landing = new Landing();
