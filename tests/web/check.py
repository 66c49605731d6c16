"""Every page of folders of reports in a headless Chromium (check.html does the
looking).

usage: check.py CHROMIUM REPORTS LANG=FOLDER...    REPORTS has the definitions;
FOLDER is one night's, LANG the language that its pages must be in
"""
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 300


def read_charts(reports):
    """{report: [{by, values}]} of the definitions."""
    charts = {}
    for name in os.listdir(reports):
        path = os.path.join(reports, name, 'report.def')
        if not os.path.exists(path):
            continue
        with open(path, encoding='utf-8') as file:
            found = re.findall(r'^chart\t+(?:bar|line) (\S+) (\S+)',
                               file.read(), re.M)
        charts[name] = [{'by': by, 'values': values.split(',')}
                        for by, values in found]
    return charts


def list_pages(folders):
    pages = []
    for i, (lang, folder) in enumerate(folders):
        files = sorted(os.listdir(folder))
        pages += [{'folder': f'/{i}', 'file': f, 'lang': lang, 'files': files}
                  for f in files if f.endswith('.html')]
    return pages


class Handler(http.server.SimpleHTTPRequestHandler):
    folders, answer, result, done = [], {}, None, threading.Event()

    def translate_path(self, path):
        parts = path.strip('/').split('/')
        if path == '/':
            return os.path.join(HERE, 'check.html')
        if len(parts) == 2 and parts[0].isdigit() and '..' not in parts[1]:
            return os.path.join(self.folders[int(parts[0])][1], parts[1])
        return '/nonexistent'

    def do_GET(self):
        if self.path == '/favicon.ico':
            self.send_response(204)
            self.end_headers()
        elif self.path == '/pages.json':
            body = json.dumps(self.answer).encode()
            self.send_response(200)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()

    def do_POST(self):
        size = int(self.headers['Content-Length'])
        Handler.result = json.loads(self.rfile.read(size))
        self.send_response(204)
        self.end_headers()
        Handler.done.set()

    def log_message(self, *_):
        pass


def browse(chromium, port, log):
    profile = tempfile.mkdtemp(prefix='yifen-web-')
    return profile, subprocess.Popen(
        [chromium, '--headless', '--no-sandbox', '--disable-gpu',
         '--hide-scrollbars', '--disable-background-networking',
         '--no-first-run', '--disable-dev-shm-usage',
         '--enable-logging=stderr', '--window-size=1400,1000',
         f'--user-data-dir={profile}', '--remote-debugging-port=0',
         f'http://127.0.0.1:{port}/'],
        stdout=subprocess.DEVNULL, stderr=log)


def main():
    chromium, reports, *rest = sys.argv[1:]
    Handler.folders = [a.split('=', 1) for a in rest]
    pages = list_pages(Handler.folders)
    Handler.answer = {'pages': pages, 'charts': read_charts(reports)}
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryFile() as log:
        profile, browser = browse(chromium, server.server_port, log)
        Handler.done.wait(PATIENCE)
        browser.terminate()
        browser.wait()
        shutil.rmtree(profile, ignore_errors=True)
        log.seek(0)
        said = [line for line in log.read().decode(errors='replace').split('\n')
                if 'CONSOLE' in line]
    result = Handler.result or {'opened': 0, 'marks': 0,
                                'faults': ['the browser did not answer']}
    faults = result['faults'] + said
    print(f"= {len(pages)} pages, opened {result['opened']} times, "
          f"{result['marks']} marks of charts, {len(faults)} faults")
    print('\n'.join(faults[:40]))
    sys.exit(1 if faults or result['opened'] != 4 * len(pages)
             or result['marks'] == 0 else 0)


main()
