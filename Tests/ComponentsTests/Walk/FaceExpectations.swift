/// The part of `walkExpectations` that is about the editor of faces.
let faceExpectations = """

  # Faces
  GET  /admin/faces                          s      f      f      y      f
  GET  /admin/faces/:face                    -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face                    -s-s   -f-f   -f-f   -r-n   -f-f
  POST /admin/faces/:face/begin              -s-s   -f-f   -f-f   -y-n   -f-f   from=seles
  POST /admin/faces/:face/copy               -s-s   -f-f   -f-f   -y-n   -f-f   to=dexen
  POST /admin/faces/:face/discard            -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face/measure            -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face/palette            -s-s   -f-f   -f-f   -r-n   -f-f
  GET  /admin/faces/:face/palette.json       -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /admin/faces/:face/preview            -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face/publish            -s-s   -f-f   -f-f   -r-n   -f-f
  GET  /admin/faces/:face/sample.css         -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /admin/faces/:face/template           -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face/template           -s-s   -f-f   -f-f   -y-n   -f-f   path=outlets/sidebar&text=Words
  GET  /admin/faces/:face/templates          -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/faces/:face/wear               -s-s   -f-f   -f-f   -y-n   -f-f   version=shipped
  GET  /face/preview.css                     n      n      n      n      n
  POST /admin/faces/:face/open               -s-s   -f-f   -f-f   -y-n   -f-f   to=open
  """
