import Admin
import Forums
import Kit
import RTC
import Template

/// The houses of this site. A new house is a line in each of these two lists.
enum Components {
  static let all: [any Module.Type] = [
    AdminModule.self,  // first: everybody refers to its accounts
    TemplateModule.self,
    ForumsModule.self,
    RTCModule.self,
  ]
}

extension Site {
  /// Of all houses, for whoever stands before the workers.
  public static var largeForms: [LargeForm] { Components.all.flatMap { $0.largeForms } }
}
