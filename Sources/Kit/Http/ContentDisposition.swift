/// The header that names a download (RFC 6266), whatever the file is called.
public enum ContentDisposition {
  public static func attachment(_ name: String) -> String {
    let plain = name.unicodeScalars.map {
      $0.isASCII && $0.value >= 32 && !"\"\\%/".unicodeScalars.contains($0) ? Character($0) : "_"
    }
    return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(Percent.encode(name))"
  }
}
