import http.server
class H(http.server.BaseHTTPRequestHandler):
    def log_message(s,*a): pass
    def do_GET(s):
        h=s.headers["Host"]
        if s.path.startswith("/to?"): s.send_response(302); s.send_header("Location",s.path[4:]); s.end_headers(); return
        s.send_response(200); s.send_header("Content-Type","text/plain"); s.end_headers(); s.wfile.write(("The secret of "+h+" is 5 million crowns in 1950.").encode())
http.server.HTTPServer(("0.0.0.0",18080),H).serve_forever()
