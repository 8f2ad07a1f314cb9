/// What whoever brings a file wants to be made of it.
struct ImportWishes: Sendable {
  /// What the file says everybody may see is seen; otherwise everything new is private.
  var isAsSaid = false
  /// Privacy buckets become lists, with nobody in them.
  var makesLists = false
  /// What an earlier import brought and the person has deleted since comes back.
  var bringsBack = false
  /// Faces that this site has.
  var faces: Set<String> = []
}
