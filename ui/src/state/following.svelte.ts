/** Whether the password is being asked for that the open vault was given elsewhere. */
class Following {
  asking = $state(false);
}

export const following = new Following();
