#!/bin/bash
# port.sh FOLDER: a copy of autobahntestsuite 25.10.1 that runs on Python 3.11 (upstream needs Python 2).
set -e
W=${1:-$PWD/work}; mkdir -p "$W"; H=$(cd "$(dirname "$0")" && pwd); cd "$W"
python3 -m venv v3; v3/bin/pip install -q "setuptools<70" wheel twisted six txaio jinja2 klein werkzeug service_identity pyopenssl
v3/bin/pip install -q --no-deps --no-build-isolation autobahn==0.10.9
v3/bin/pip download -q --no-deps  autobahntestsuite==25.10.1 || true
tar xzf autobahntestsuite-25.10.1.tar.gz; mkdir -p p3; rm -rf p3/autobahntestsuite
cp -r autobahntestsuite-25.10.1/autobahntestsuite p3/; cp "$H"/shim.py "$H"/run.py p3/; cd p3
python3 -W ignore -m lib2to3 -w -n autobahntestsuite >/dev/null 2>&1        # lib2to3 exists in 3.11 (gone in 3.13)
A=autobahntestsuite
grep -rl "(object, Case" $A | xargs sed -i 's/(object, Case[, ]*)/(Case,)/'
sed -i 's/\.encode("utf-8")/.encode("utf-8","surrogatepass").decode("latin-1")/' $A/case/case6_x_x.py
sed -i 's/return pickle.dumps(obj1) == pickle.dumps(obj2)/return obj1 == obj2/' $A/case/case.py
sed -i 's#len(self.payload) / self.p.autoFragmentSize#len(self.payload) // self.p.autoFragmentSize#' $A/case/case10_1_1.py
for f in $A/case/case6_*.py; do sed -i '1s/^.*coding.*$/# -*- coding: latin-1 -*-/' $f; head -1 $f | grep -q latin-1 || sed -i '1i # -*- coding: latin-1 -*-' $f; done
python3 - <<'P'
p='autobahntestsuite/fuzzing.py'; s=open(p).read()
s=s.replace("return dd.decode('utf8', errors = 'replace' if replace else 'strict')","return (dd.encode('latin-1') if isinstance(dd,str) else dd).decode('utf8', errors = 'replace' if replace else 'strict')")
s=s.replace("""(c[0], case[c[0]], c[1])).encode("utf-8"))""","""(c[0], case[c[0]], c[1])))""").replace("ll.encode('utf8')","ll")
s=s.replace("p = ''.join(payload)","p = b''.join(payload).decode('latin-1')")
for n,a in (("onMessage","msg"),("onPing","payload"),("onPong","payload")): s=s.replace("runCase.%s(%s"%(n,a),"runCase.%s(__import__('shim')._s(%s)"%(n,a))
open(p,'w').write(s)
P
sed -i 's#payload_len / len(payload)#payload_len // len(payload)#' ../v3/lib/python3*/site-packages/autobahn/websocket/protocol.py
