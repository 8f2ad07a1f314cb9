import Kit

extension Systems {
  package static var largeForms: [LargeForm] { [systemForm, newProfileForm, profileForm] }

  /// Pictures are a megabyte at most, but whoever sends one as it comes from a phone gets their form back, not
  /// an error.
  private static let pictureLimit = 12 << 20

  static let systemForm = LargeForm("/account/system/edit", limit: pictureLimit)
  static let newProfileForm = LargeForm("/account/system/alters/new", limit: pictureLimit)
  static let profileForm = LargeForm("/account/system/alters/:id", limit: pictureLimit)
}
