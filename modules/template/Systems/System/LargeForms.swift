import Kit

extension Systems {
  package static var largeForms: [LargeForm] { [systemForm, newProfileForm, profileForm] }

  /// Pictures are a megabyte at most, but whoever sends one as it comes from a phone or a camera gets their form
  /// back, not an error. What is too large of it is not kept, neither in memory nor anywhere else.
  private static let pictureLimit = 128 << 20

  static let systemForm = LargeForm("/account/system/edit", limit: pictureLimit)
  static let newProfileForm = LargeForm("/account/system/alters/new", limit: pictureLimit)
  static let profileForm = LargeForm("/account/system/alters/:id", limit: pictureLimit)
}
