/// What a stranger sends as a picture: taken whole and bare, or refused, and never a crash.
public func readAll(_ bytes: [UInt8]) {
  read(bytes)
  // By chance alone no check sum would ever be right.
  read(mended(bytes))
}

private func read(_ bytes: [UInt8]) {
  guard let picture = try? Picture(bytes) else { return }
  precondition(
    (1...Picture.largest).contains(picture.width) && (1...Picture.largest).contains(picture.height))
  // It grows by no more than what is written anew: a head, and how the camera was held.
  precondition(picture.bytes.count <= bytes.count + 64)
  // What was bare stays as it is.
  precondition((try? Picture(picture.bytes)) == picture)
}

/// A PNG whose chunks have the check sums that they should have.
private func mended(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  var place = PNGPicture.signature.count
  while let length = bytes.big32(place), length <= bytes.count, place + 12 + length <= bytes.count {
    let sum = PNGPicture.checksum(bytes[(place + 4)..<(place + 8 + length)])
    for byte in 0..<4 { bytes[place + 8 + length + byte] = UInt8(sum >> (24 - byte * 8) & 0xFF) }
    place += 12 + length
  }
  return bytes
}
