export const id = 924;
export const ids = [924];
export const modules = {

/***/ 924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  layerReader: () => (/* binding */ layerReader),
  readLayer: () => (/* binding */ readLayer)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
var external_node_crypto_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_crypto_, 2);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/posix-path.js
var posix_path = __webpack_require__(2258);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
var external_node_zlib_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_zlib_, 2);
// EXTERNAL MODULE: ./lib/layer/garbage.js + 1 modules
var garbage = __webpack_require__(2313);
;// CONCATENATED MODULE: ./lib/layer/zstd-frames.js
/** In little-endian order, the first bytes of a frame; of one to be skipped all but the last four bits. */
const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const BLOCK_HEADER = 3;
const CHECKSUM = 4;
/** Whether a blob that begins so is compressed with zstd. */
function startsAsZstd(start) {
    return start.length >= 4 && (start.readUInt32LE(0) === MAGIC || isSkippable(start));
}
/**
 * Node's decompressor goes on with a second frame only where that begins a chunk, and takes what else follows a frame for
 * rubbish; layers have many frames where they were compressed in parallel, or so that files can be fetched one by one. So
 * this follows their headers. Throws where something else than a frame begins.
 * Source: RFC 8878, sections 3.1.1 (frames and blocks) and 3.1.2 (skippable frames).
 */
function createZstdFrames() {
    /** The header at hand, as far as it has come, and how much of it there is to be. */
    const header = Buffer.alloc(18);
    let filled = 0;
    let wanted = 4;
    let part = 'frame';
    /** Bytes without a header, and whether the frame ends with them. */
    let body = 0;
    let isLast = false;
    let hasChecksum = false;
    function onHeader() {
        if (part === 'block')
            onBlock(header.readUIntLE(0, BLOCK_HEADER));
        else if (part === 'skippable')
            expect(header.readUInt32LE(4), true);
        else
            onFrame();
    }
    function onFrame() {
        if (filled === 4) {
            if (isSkippable(header))
                part = 'skippable';
            else if (header.readUInt32LE(0) !== MAGIC)
                throw new Error('what follows a zstd frame is none');
            wanted = part === 'skippable' ? 8 : 5;
        }
        else if (filled === 5) {
            wanted = 5 + restOfFrameHeader(header[4] ?? 0);
        }
        else {
            hasChecksum = ((header[4] ?? 0) & 4) !== 0;
            expectBlock();
        }
    }
    function expectBlock() {
        part = 'block';
        filled = 0;
        wanted = BLOCK_HEADER;
    }
    function onBlock(block) {
        const last = (block & 1) !== 0;
        const isRun = ((block >> 1) & 3) === 1;
        expect((isRun ? 1 : block >> 3) + (last && hasChecksum ? CHECKSUM : 0), last);
    }
    function expect(bytes, last) {
        body = bytes;
        isLast = last;
        filled = 0;
        wanted = 0;
        if (bytes === 0)
            onBodyEnd();
    }
    function onBodyEnd() {
        if (!isLast) {
            expectBlock();
            return;
        }
        part = 'frame';
        wanted = 4;
    }
    function split(chunk) {
        const parts = [];
        let start = 0;
        for (let at = 0; at < chunk.length;) {
            if (wanted > 0) {
                const taken = chunk.copy(header, filled, at, at + wanted - filled);
                filled += taken;
                at += taken;
                if (filled === wanted)
                    onHeader();
            }
            else {
                const taken = Math.min(body, chunk.length - at);
                body -= taken;
                at += taken;
                if (body === 0)
                    onBodyEnd();
            }
            if (at === chunk.length || (part === 'frame' && filled === 0)) {
                parts.push(chunk.subarray(start, at));
                start = at;
            }
        }
        return parts;
    }
    return {
        split,
        end() {
            if (part !== 'frame' || filled !== 0)
                throw new Error('unexpected end of a zstd frame');
        },
    };
}
function isSkippable(start) {
    return (start.readUInt32LE(0) & SKIPPABLE_MASK) >>> 0 === SKIPPABLE;
}
/** How many bytes of a frame header follow its descriptor. */
function restOfFrameHeader(descriptor) {
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    return (isSingleSegment ? 0 : 1) + dictionary + size;
}

;// CONCATENATED MODULE: ./lib/layer/decompress.js






/** Big pieces: the reader skips most of each, and every piece costs a turn of the event loop. */
const PIECE = 512 * 1024;
/** Node has it since 22.15. */
const HAS_ZSTD = "createZstdDecompress" in external_node_zlib_namespaceObject;
/** Ordinary layers have 2 to 5 bytes for each of the blob's; holes of sparse files come to 1,000, with gzip no more. */
const BOUNDS = { bytes: 64 * 2 ** 30, ratio: 200 };
/**
 * Gives a blob without its compression to `write`, piece by piece; which compression that is its first bytes tell, as media
 * types are not always true. Throws a GateError where it is made to fill disks: not all of it need be there then.
 */
async function decompress(blob, write, bounds = BOUNDS) {
    const chunks = blob[Symbol.asyncIterator]();
    const start = await startOf(chunks);
    const collect = (0,garbage/* collector */.g)();
    let packed = 0;
    let unpacked = 0;
    const whole = resume(start, chunks, (length) => (packed += length));
    const take = (piece) => {
        unpacked += piece.length;
        if (unpacked > bounds.bytes && unpacked > bounds.ratio * packed)
            throw compressionBomb(packed, unpacked, bounds);
        write(piece);
        collect(piece.length);
    };
    const isZstd = startsAsZstd(start);
    const decompressor = isZstd ? await zstd() : isGzip(start) ? external_node_zlib_.createGunzip({ chunkSize: PIECE }) : null;
    if (decompressor === null) {
        for await (const piece of whole)
            take(piece);
        return;
    }
    const reader = new external_node_stream_.Writable({
        highWaterMark: 2 * PIECE,
        write(piece, _encoding, done) {
            // Not at once: the decompressor works on the next piece meanwhile, in a thread of its own.
            queueMicrotask(() => {
                attempt(() => take(piece), done);
                if (!isZstd || HAS_ZSTD)
                    free(piece);
            });
        },
    });
    await (0,promises_.pipeline)(external_node_stream_.Readable.from(isZstd ? decompress_frames(whole) : whole), decompressor, reader);
}
/**
 * Frees a piece that Node's decompressor made, as it makes hundreds of megabytes of them. It goes on filling a buffer whose
 * end it has not reached; the one in JavaScript looks back on what it gave. Node has `transfer` since 21.
 */
function free({ buffer, byteOffset, length }) {
    const isFull = byteOffset + length === buffer.byteLength;
    if (isFull && 'transfer' in buffer)
        buffer.transfer(0);
}
function compressionBomb(packed, unpacked, { bytes, ratio }) {
    return new errors/* GateError */.ue('environment', `The layer is not read to its end: its first ${packed} bytes unpack to ${unpacked} and more. More than ${bytes} bytes that are also more than ${ratio} times the compressed ones are taken for a compression bomb.`);
}
/** As many bytes as tell what compression a blob has, or all that there are; the pieces may be shorter. */
async function startOf(chunks) {
    let start = Buffer.alloc(0);
    while (start.length < 4) {
        const next = await chunks.next();
        if (next.done === true)
            break;
        start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
    }
    return start;
}
async function* resume(first, rest, count) {
    count(first.length);
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
        count(next.value.length);
        yield next.value;
    }
}
async function* decompress_frames(blob) {
    const cutter = createZstdFrames();
    for await (const chunk of blob)
        yield* cutter.split(chunk);
    cutter.end();
}
function isGzip(start) {
    return start[0] === 0x1f && start[1] === 0x8b;
}
async function zstd() {
    return HAS_ZSTD ? external_node_zlib_.createZstdDecompress({ chunkSize: PIECE }) : zstdInJavaScript();
}
/** Exported for the tests, as the Node that runs them need not be one without zstd. */
async function zstdInJavaScript() {
    const { Decompress } = await __webpack_require__.e(/* import() */ 339).then(__webpack_require__.bind(__webpack_require__, 8339));
    const stream = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            attempt(() => {
                decompress.push(chunk);
            }, done);
        },
        flush(done) {
            attempt(() => {
                decompress.push(new Uint8Array(0), true);
            }, done);
        },
    });
    const decompress = new Decompress((data) => {
        if (data.length > 0)
            stream.push(data);
    });
    return stream;
}
function attempt(act, done) {
    try {
        act();
    }
    catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
        return;
    }
    done();
}

;// CONCATENATED MODULE: ./lib/packages/package.js
/** Of a file that could not be read, and that may tell of packages of these types; null where it tells of none in any case. */
function unreadableRecord(types) {
    return types.length === 0 ? null : { packages: [], development: [], unreadable: types };
}
/** A package database that is damaged, too big or of a kind that cannot be read. The message is for the reader of a report. */
class UnreadablePackages extends Error {
    name = 'UnreadablePackages';
}

;// CONCATENATED MODULE: ./lib/packages/collect.js

/**
 * Bytes of a file, which is held whole while it is parsed; several times what the largest have that are seen in practice. What
 * is parsed takes some times as much memory.
 */
const LARGEST = {
    /** What one package says of itself. */
    manifest: 2 ** 20,
    /** The same with a description in it. */
    metadata: 4 * 2 ** 20,
    /** What one project needs, or one package holds. */
    list: 16 * 2 ** 20,
    /** All packages of a system. */
    database: 64 * 2 ** 20,
};
/** Packages of one database. All of Debian, which nobody installs, are some 60 000. */
const MOST_PACKAGES = 50_000;
/** Throws an UnreadablePackages where a file has so many packages that nobody can have installed them. */
function checkCount(file, packages) {
    if (packages > MOST_PACKAGES)
        throw new UnreadablePackages(`${file} has more than ${MOST_PACKAGES} packages, which are not read`);
}
/**
 * A reader that gathers the whole file for `parse`. One that is too big is refused before a byte is kept, and one of
 * another length than its header says is not parsed: what is cut short may end in half a name. Both are told at the end.
 */
function wholeFile(file, parse, largest = LARGEST.list) {
    if (file.size > largest)
        return refused(`${file.path} has ${file.size} bytes, more than ${largest} are not read`);
    const content = Buffer.allocUnsafe(file.size);
    let length = 0;
    return {
        write(piece) {
            piece.copy(content, Math.min(length, file.size));
            length += piece.length;
        },
        end() {
            if (length !== file.size)
                throw new UnreadablePackages(`${file.path} should have ${file.size} bytes, and ${length} came`);
            return parse(content);
        },
    };
}
function refused(message) {
    return {
        write() {
            // Not kept.
        },
        end() {
            throw new UnreadablePackages(message);
        },
    };
}

;// CONCATENATED MODULE: ./lib/packages/lines.js
/** The lines of a text, each without its `\n`; what follows the last `\n` is a line where it is not empty. */
function* lines(text) {
    let at = 0;
    while (at < text.length) {
        const end = text.indexOf('\n', at);
        if (end < 0) {
            yield text.slice(at);
            return;
        }
        yield text.slice(at, end);
        at = end + 1;
    }
}
/** Bytes of a line; no name or version is so long. */
const LONGEST_LINE = 4096;
/**
 * The same of a file's bytes, of each line no more than its first 4096. Each is a text of its own: a part of the whole would
 * keep that in memory.
 */
function* linesOf(content) {
    for (const { start, end } of linePlaces(content)) {
        yield content.toString('utf8', start, Math.min(end, start + LONGEST_LINE));
    }
}
/** Where the lines of a file's bytes begin, and where they end without their `\n`. */
function* linePlaces(content) {
    for (let start = 0; start < content.length;) {
        const newline = content.indexOf(0x0a, start);
        const end = newline < 0 ? content.length : newline;
        yield { start, end };
        start = end + 1;
    }
}
/** A `Name: value` line in two, the name in lower case; null for any other line. */
function headerField(line) {
    const colon = line.indexOf(':');
    if (colon < 1)
        return null;
    const name = line.slice(0, colon);
    // Names are of printable ASCII without the colon (RFC 5322, section 2.2).
    if (!/^[!-~]+$/.test(name))
        return null;
    return [name.toLowerCase(), line.slice(colon + 1).trim()];
}

;// CONCATENATED MODULE: ./lib/packages/plain.js
/** Longest name or version that is taken; npm's own bound on a name is 214. */
const LONGEST = 512;
// What must not stand in a name, a version or a path: C0, DEL and C1 controls, and what breaks a line.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Whether a value that somebody wrote is fit to be a name or a version: a short line of text. */
function isPlain(value, longest = LONGEST) {
    return typeof value === 'string' && value.length > 0 && value.length <= longest && !CONTROL.test(value);
}
/** The same text on its own: a part of a longer one keeps all of that in memory. */
function detached(text) {
    return Buffer.from(text).toString('utf8');
}

;// CONCATENATED MODULE: ./lib/packages/alpine.js




/** apk 3 keeps it below /usr on systems where /lib is merged into it. */
const DATABASES = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);
/** apk's database of installed packages (apk-tools, apk-v2(5) and src/database.c; Alpine wiki, "Apk spec"). */
const alpine = {
    type: 'apk',
    matches: ({ path }) => DATABASES.has(path),
    reader: (file) => wholeFile(file, (content) => readInstalled(file.path, content), LARGEST.database),
};
/** Stanzas of lines with a letter, a colon and a value: P is the name, V the version, I the installed bytes. */
function readInstalled(path, content) {
    if (content.length > 0 && content.at(-1) !== 0x0a)
        throw new UnreadablePackages(`${path} ends in the middle of a line`);
    const packages = [];
    let name;
    let version;
    let size;
    const finish = () => {
        if (isPlain(name) && isPlain(version))
            packages.push({ type: 'apk', name, version, bytes: bytesOf(size) });
        checkCount(path, packages.length);
        name = version = size = undefined;
    };
    let named = false;
    let number = 0;
    for (const line of linesOf(content)) {
        number++;
        if (line === '') {
            finish();
            continue;
        }
        // Most lines are of files and their checksums.
        switch (line.slice(0, 2)) {
            case 'P:':
                name = line.slice(2);
                named = true;
                break;
            case 'V:':
                version = line.slice(2);
                break;
            case 'I:':
                size = line.slice(2);
                break;
            default:
                if (!/^[A-Za-z]:/.test(line))
                    throw new UnreadablePackages(`line ${number} of ${path} is no field of a package`);
        }
    }
    finish();
    if (!named && content.some((byte) => byte !== 0x0a))
        throw new UnreadablePackages(`${path} names no package`);
    return { packages, development: [] };
}
function bytesOf(size = '') {
    const bytes = Number(size);
    return /^\d{1,16}$/.test(size) && Number.isSafeInteger(bytes) ? bytes : null;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/packages/json.js

/** Values of a JSON file, roughly: each takes some 50 bytes and more. The largest lock files have some 200,000. */
const MOST_VALUES = 500_000;
/** What a JSON file holds; a byte order mark is let be. Throws an UnreadablePackages where it is no JSON, or too much of it. */
function parseJson(path, content) {
    if (mostValues(content) > MOST_VALUES)
        throw new UnreadablePackages(`${path} holds more than ${MOST_VALUES} values, which are not read`);
    const text = content.toString('utf8');
    try {
        return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    }
    catch {
        throw new UnreadablePackages(`${path} is not JSON`);
    }
}
/** The fields of a JSON object; null for any other value. `__proto__` is a field as any other. */
function fieldsOf(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return null;
    return new Map(Object.entries(value));
}
/** No more values than there are brackets that open and commas. */
function mostValues(content) {
    let count = 0;
    for (const byte of content)
        if (byte === 0x2c || byte === 0x5b || byte === 0x7b)
            count++;
    return count + 1;
}

;// CONCATENATED MODULE: ./lib/packages/composer.js






/** What Composer installed, below whatever `vendor-dir` is (Composer's FilesystemRepository.php writes it). */
const composer = {
    type: 'composer',
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith('composer/installed.json') && /(?:^|\/)composer\/installed\.json$/.test(path),
    reader: (file) => wholeFile(file, (content) => composer_readInstalled(file.path, content)),
};
/** Composer 1 wrote a list of packages, Composer 2 writes an object with it, and with the names that only development needs. */
function composer_readInstalled(path, content) {
    const root = parseJson(path, content);
    const fields = fieldsOf(root);
    const entries = fields === null ? root : fields.get('packages');
    if (!Array.isArray(entries))
        throw new UnreadablePackages(`${path} has no list of packages`);
    checkCount(path, entries.length);
    const names = fields?.get('dev-package-names');
    const forDevelopment = new Set(Array.isArray(names) ? names : []);
    const packages = [];
    const development = [];
    const production = new Set();
    for (const entry of entries) {
        const one = fieldsOf(entry);
        const name = one?.get('name');
        const version = one?.get('version');
        if (!isPlain(name) || !isPlain(version))
            continue;
        packages.push({ type: 'composer', name, version, bytes: null });
        const directory = installDirectory(path, one?.get('install-path'));
        if (directory === null)
            continue;
        if (forDevelopment.has(name))
            development.push(directory);
        else
            production.add(directory);
    }
    // Plugins may install several packages into one directory.
    return { packages, development: development.filter((directory) => !production.has(directory)) };
}
/**
 * `install-path` is relative to the directory of installed.json; packages without files have none. One that holds the
 * vendor directory itself is no package's.
 */
function installDirectory(path, installPath) {
    if (!isPlain(installPath, posix_path/* LONGEST_PATH */.fN) || installPath.startsWith('/'))
        return null;
    const here = `/${external_node_path_.posix.dirname(path)}`;
    const directory = external_node_path_.posix.join(here, installPath).replace(/(?<=.)\/$/, '');
    return directory === '/' || `${here}/`.startsWith(`${directory}/`) ? null : directory;
}

;// CONCATENATED MODULE: ./lib/packages/debian.js




const STATUS = 'var/lib/dpkg/status';
/** Images without dpkg (distroless) keep one stanza a file here. */
const STATUS_DIRECTORY = 'var/lib/dpkg/status.d/';
/** States in which a package's files are all in place (dpkg(1), "Package states"). */
const IN_PLACE = new Set(['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked']);
const WANTED = new Set(['package', 'status', 'version', 'architecture', 'multi-arch', 'installed-size']);
/** dpkg's database, or one stanza of it in a distroless image (deb-control(5); dpkg's lib/dpkg/parse.c). */
const debian = {
    type: 'deb',
    matches: ({ path }) => path === STATUS || isStanzaFile(path),
    reader: (file) => wholeFile(file, (content) => readStatus(file.path, content), LARGEST.database),
};
function isStanzaFile(path) {
    if (!path.startsWith(STATUS_DIRECTORY) || path.endsWith('.md5sums'))
        return false;
    return path.length > STATUS_DIRECTORY.length && !path.includes('/', STATUS_DIRECTORY.length);
}
function readStatus(path, content) {
    // dpkg refuses its database without a last newline too: the last value may be half of one.
    if (path === STATUS && content.length > 0 && content.at(-1) !== 0x0a)
        throw new UnreadablePackages(`${path} ends in the middle of a line`);
    const stanzas = [];
    let written = 0;
    let isNamed = false;
    for (const stanza of stanzasOf(path, content)) {
        checkCount(path, ++written);
        isNamed ||= stanza.has('package');
        if (isInPlace(stanza, path))
            stanzas.push(stanza);
    }
    if (written > 0 && !isNamed)
        throw new UnreadablePackages(`${path} names no package`);
    const native = stanzas.find((stanza) => stanza.get('package') === 'dpkg')?.get('architecture');
    return { packages: stanzas.flatMap((stanza) => packageOf(stanza, native) ?? []), development: [] };
}
/** Of each stanza the values that are wanted. */
function* stanzasOf(path, content) {
    let stanza = null;
    let number = 0;
    for (const line of linesOf(content)) {
        number++;
        if (line === '') {
            if (stanza !== null)
                yield stanza;
            stanza = null;
        }
        else if (!line.startsWith(' ') && !line.startsWith('\t')) {
            const field = headerField(line);
            if (field === null)
                throw new UnreadablePackages(`line ${number} of ${path} is no field of a package`);
            stanza ??= new Map();
            if (WANTED.has(field[0]))
                stanza.set(...field);
        }
    }
    if (stanza !== null)
        yield stanza;
}
/** Status is `WANT FLAG STATE`. A package without it is not installed for dpkg, and installed where there is no dpkg. */
function isInPlace(stanza, path) {
    const status = stanza.get('status');
    if (status === undefined)
        return path !== STATUS;
    return IN_PLACE.has(status.split(/[ \t]+/)[2] ?? '');
}
function packageOf(stanza, native) {
    const name = stanza.get('package');
    const version = stanza.get('version');
    if (!isPlain(name) || !isPlain(version))
        return null;
    const architecture = qualifier(stanza, native);
    return {
        type: 'deb',
        name: architecture === null ? name : `${name}:${architecture}`,
        version,
        bytes: sizeOf(stanza),
    };
}
/**
 * The architecture that `dpkg-query -W` shows behind a name (dpkg-query(1), `binary:Package`): of packages that may be
 * installed for several, and of foreign ones. dpkg's own architecture is the native one; without dpkg none is foreign.
 */
function qualifier(stanza, native) {
    const architecture = stanza.get('architecture');
    if (!isPlain(architecture))
        return null;
    if (stanza.get('multi-arch') === 'same')
        return architecture;
    const foreign = native !== undefined && architecture !== native && architecture !== 'all';
    return foreign ? architecture : null;
}
/** Installed-Size counts KiB (deb-control(5)). */
function sizeOf(stanza) {
    const size = stanza.get('installed-size') ?? '';
    const bytes = Number(size) * 1024;
    return /^\d{1,15}$/.test(size) && Number.isSafeInteger(bytes) ? bytes : null;
}

;// CONCATENATED MODULE: ./lib/packages/fan-out.js

/**
 * One reader of what may be of several kinds, as an executable may be Go's or Rust's. Where one of `readers` finds packages,
 * it is of that kind, and that another cannot read it is no fault of the file; where none does, the first fault is thrown.
 */
function fanOut(readers) {
    const [only] = readers;
    if (readers.length === 1 && only !== undefined)
        return only;
    const left = new Set(readers);
    let fault;
    const attempt = (reader, act) => {
        try {
            act();
        }
        catch (error) {
            if (!(error instanceof UnreadablePackages))
                throw error;
            fault ??= error;
            left.delete(reader);
        }
    };
    return {
        write(piece) {
            for (const reader of left)
                attempt(reader, () => reader.write(piece));
        },
        end() {
            const records = [];
            for (const reader of left)
                attempt(reader, () => records.push(reader.end()));
            const packages = records.flatMap((record) => record.packages);
            if (fault !== undefined && packages.length === 0)
                throw fault;
            const [dependencies] = records.flatMap((record) => record.dependencies ?? []);
            const development = records.flatMap((record) => record.development);
            return dependencies === undefined ? { packages, development } : { packages, development, dependencies };
        },
    };
}

;// CONCATENATED MODULE: ./lib/elf/elf-header.js
const ELF_MAGIC = Buffer.from('\x7fELF', 'latin1');
const ELF_HEADER_BYTES = 64;
const ET_EXEC = 2;
const ET_DYN = 3;
const SHT_SYMTAB = 2;
const SHT_STRTAB = 3;
const SHT_NOBITS = 8;
const PT_LOAD = 1;
const SHF_ALLOC = 2;
const PF_X = 1;
const PF_W = 2;
/**
 * Reads the header of an ELF file of either class and byte order from its first 64 bytes; undefined where they are none.
 * Numbers of headers beyond 16 bits are written elsewhere, and taken for no headers here.
 * Source: System V ABI, generic ABI, chapter 4 ("ELF Header", "Sections") and chapter 5 ("Program Header").
 */
function readElfHeader(header) {
    const [elfClass, order] = [header[4], header[5]];
    if (!header.subarray(0, 4).equals(ELF_MAGIC))
        return undefined;
    if ((elfClass !== 1 && elfClass !== 2) || (order !== 1 && order !== 2))
        return undefined;
    const wide = elfClass === 2;
    const little = order === 1;
    const half = (from, at) => (little ? from.readUInt16LE(at) : from.readUInt16BE(at));
    const word = (from, at) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at));
    const long = (from, at) => {
        if (!wide)
            return word(from, at);
        return word(from, at + (little ? 4 : 0)) * 2 ** 32 + word(from, at + (little ? 0 : 4));
    };
    const entry = wide ? 64 : 40;
    const programEntry = wide ? 56 : 32;
    const tableOffset = long(header, wide ? 40 : 32);
    const sections = half(header, wide ? 60 : 48);
    const programTableOffset = long(header, wide ? 32 : 28);
    const segments = half(header, wide ? 56 : 44);
    return {
        type: half(header, 16),
        tableOffset,
        sections: isPlace(tableOffset) && half(header, wide ? 58 : 46) === entry ? sections : 0,
        namesIndex: half(header, wide ? 62 : 50),
        sectionBytes: entry,
        section: (table, index) => {
            const from = table.subarray(index * entry, (index + 1) * entry);
            return {
                nameAt: word(from, 0),
                type: word(from, 4),
                isAllocated: (word(from, wide && !little ? 12 : 8) & SHF_ALLOC) !== 0,
                offset: long(from, wide ? 24 : 16),
                size: long(from, wide ? 32 : 20),
                link: word(from, wide ? 40 : 24),
            };
        },
        programTableOffset,
        segments: isPlace(programTableOffset) && half(header, wide ? 54 : 42) === programEntry ? segments : 0,
        segmentBytes: programEntry,
        segment: (table, index) => {
            const from = table.subarray(index * programEntry, (index + 1) * programEntry);
            const flags = word(from, wide ? 4 : 24);
            return {
                type: word(from, 0),
                isWritable: (flags & PF_W) !== 0,
                isExecutable: (flags & PF_X) !== 0,
                offset: long(from, wide ? 8 : 4),
                size: long(from, wide ? 32 : 16),
            };
        },
    };
}
/** Whether a table can be there: 0 says that there is none, and beyond 2^48 sums with it would not be exact. */
function isPlace(offset) {
    return offset > 0 && offset < 2 ** 48;
}
/** Whether `start`, the bytes of a file that have come so far, may be those of an ELF file. */
function startsAsElf(start) {
    return start.subarray(0, 4).equals(ELF_MAGIC.subarray(0, start.length));
}

;// CONCATENATED MODULE: ./lib/elf/stream-span.js
/** How much room a range gets at first: what a hostile header merely announces takes no memory. */
const FIRST_ROOM = 4096;
function createSpan(start, end) {
    let content = Buffer.alloc(0);
    let filled = 0;
    function write(piece, offset) {
        const from = start + filled - offset;
        const to = Math.min(end - offset, piece.length);
        if (from < 0 || from >= to)
            return;
        const needed = filled + to - from;
        if (needed > content.length) {
            const roomier = Buffer.allocUnsafe(Math.min(end - start, Math.max(needed, content.length * 2, FIRST_ROOM)));
            content.copy(roomier, 0, 0, filled);
            content = roomier;
        }
        filled += piece.copy(content, filled, from, to);
    }
    return { start, end, write, bytes: () => content.subarray(0, filled), isComplete: () => filled === end - start };
}

;// CONCATENATED MODULE: ./lib/elf/elf-segments.js


/** Linkers make some fifteen. */
const MOST_SEGMENTS = 256;
/**
 * Walks over the loaded segments of an executable or a shared library: of those that `choose` picks, each one's bytes go
 * to a sink of its own. Of a file that is of another kind, or tells of its segments behind them, nothing goes anywhere.
 */
function createSegmentWalk(choose, open) {
    const start = createSpan(0, ELF_HEADER_BYTES);
    let position = 0;
    let header;
    let table;
    let chosen = [];
    let isOfNoInterest = false;
    function write(piece) {
        const offset = position;
        position += piece.length;
        if (isOfNoInterest)
            return;
        if (table?.isComplete() === true)
            hand(piece, offset);
        else if (table !== undefined)
            onTable(piece, offset, table);
        else
            onStart(piece, offset);
    }
    function onStart(piece, offset) {
        start.write(piece, offset);
        isOfNoInterest = !startsAsElf(start.bytes());
        if (!start.isComplete() || isOfNoInterest)
            return;
        header = readElfHeader(start.bytes());
        if (header === undefined || !hasSegmentsToRead(header)) {
            isOfNoInterest = true;
            return;
        }
        table = createSpan(header.programTableOffset, header.programTableOffset + header.segments * header.segmentBytes);
        table.write(start.bytes(), 0);
        onTable(piece.subarray(ELF_HEADER_BYTES - offset), ELF_HEADER_BYTES, table);
    }
    function onTable(piece, offset, headers) {
        headers.write(piece, offset);
        if (header === undefined || !headers.isComplete())
            return;
        const [from, content] = [header, headers.bytes()];
        const segments = Array.from({ length: from.segments }, (_, index) => from.segment(content, index));
        chosen = apart(choose(segments.filter(({ type, size }) => type === PT_LOAD && size > 0)), offset, open);
        hand(piece, offset);
    }
    function hand(piece, offset) {
        for (const segment of chosen) {
            const from = Math.max(segment.start, offset);
            const to = Math.min(segment.end, offset + piece.length);
            if (from < to)
                segment.sink(piece.subarray(from - offset, to - offset), from);
        }
        isOfNoInterest = chosen.every(({ end }) => end <= position);
    }
    return { write };
}
/** In order and each byte in one of them only, whatever the headers say: the work is then bounded by the file's length. */
function apart(segments, from, open) {
    const result = [];
    let taken = from;
    for (const { offset, size } of segments.toSorted((one, other) => one.offset - other.offset)) {
        const start = Math.max(offset, taken);
        const end = offset + size;
        if (start >= end)
            continue;
        result.push({ start, end, sink: open() });
        taken = end;
    }
    return result;
}
function hasSegmentsToRead({ type, segments }) {
    return (type === ET_EXEC || type === ET_DYN) && segments > 0 && segments <= MOST_SEGMENTS;
}

;// CONCATENATED MODULE: ./lib/elf/stream-search.js
/** `needle` has to be one that cannot overlap itself. The stream is searched with Buffer.indexOf, each byte once. */
function createStreamSearch(needle) {
    const border = Buffer.alloc(2 * (needle.length - 1));
    /** The last bytes of what has gone by, one fewer than the needle has. */
    let carried = 0;
    let offset = 0;
    let resumeAt = 0;
    function write(piece, onHit) {
        if (piece.length === 0)
            return;
        searchBorder(piece, onHit);
        let from = Math.max(0, resumeAt - offset);
        while (from < piece.length) {
            const at = piece.indexOf(needle, from);
            if (at < 0)
                break;
            resumeAt = Math.max(offset + at + needle.length, onHit(offset + at) ?? 0);
            from = resumeAt - offset;
        }
        carry(piece);
        offset += piece.length;
    }
    function searchBorder(piece, onHit) {
        if (carried === 0)
            return;
        const added = piece.copy(border, carried, 0, needle.length - 1);
        const at = border.subarray(0, carried + added).indexOf(needle);
        const place = offset - carried + at;
        if (at >= 0 && place >= resumeAt)
            resumeAt = Math.max(place + needle.length, onHit(place) ?? 0);
    }
    function carry(piece) {
        const wanted = needle.length - 1;
        if (piece.length >= wanted) {
            piece.copy(border, 0, piece.length - wanted);
            carried = wanted;
            return;
        }
        const kept = Math.min(carried, wanted - piece.length);
        border.copyWithin(0, carried - kept, carried);
        piece.copy(border, kept);
        carried = kept + piece.length;
    }
    return { write };
}

;// CONCATENATED MODULE: ./lib/packages/go-build-info.js
const GO_BUILD_INFO = Buffer.from('\xff Go buildinf:', 'latin1');
/** The linker puts it at a place that is a multiple of this. */
const GO_BUILD_INFO_ALIGNMENT = 16;
/** Bytes. Of the largest programs' dependencies it has some 100 KB. */
const LARGEST_GO_BUILD_INFO = 512 * 1024;
const FLAGS_AT = 15;
const INLINE = 2;
const TEXT_AT = 32;
const LONGEST_VERSION = 256;
/** What stands before and behind the lines of modules. */
const START_MARK = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const END_MARK = Buffer.from('f932433186182072008242104116d8f2', 'hex');
/**
 * Reads Go build information of the form that Go 1.18 and newer write. Returns 'other' where the bytes are none, as in
 * programs that look for it in others, or of the older form, which has pointers to what the running program would hold;
 * a number where so many bytes from the start are needed to tell.
 * Source: Go, src/debug/buildinfo/buildinfo.go ("rawBuildInfo", "readRawBuildInfo").
 */
function readGoBuildInfo(bytes) {
    const flags = bytes[FLAGS_AT];
    if (flags === undefined)
        return FLAGS_AT + 1;
    if ((flags & INLINE) === 0)
        return 'other';
    const first = lengthAt(bytes, TEXT_AT);
    if (typeof first !== 'object')
        return first;
    if (first.length === 0 || first.length > LONGEST_VERSION)
        return 'other';
    const versionEnd = first.end + first.length;
    if (bytes.length < versionEnd)
        return versionEnd;
    const version = bytes.toString('latin1', first.end, versionEnd);
    if (!/^(?:go\d|devel )[\x20-\x7e]*$/.test(version))
        return 'other';
    const modules = lengthAt(bytes, versionEnd);
    if (typeof modules !== 'object')
        return modules;
    if (modules.length === 0)
        return { version, modules: '' };
    const mark = bytes.subarray(modules.end, modules.end + START_MARK.length);
    if (!mark.equals(START_MARK.subarray(0, mark.length)))
        return 'other';
    const modulesEnd = modules.end + modules.length;
    if (bytes.length < modulesEnd)
        return modulesEnd;
    const text = bytes.subarray(modules.end + START_MARK.length, modulesEnd - END_MARK.length);
    if (!bytes.subarray(modulesEnd - END_MARK.length, modulesEnd).equals(END_MARK))
        return 'other';
    return { version, modules: text.toString('utf8') };
}
/** A varint as Go's encoding/binary writes it, and where it ends; a file's text has no more than 2^28 bytes. */
function lengthAt(bytes, at) {
    let length = 0;
    for (let index = 0; index < 4; index++) {
        const byte = bytes[at + index];
        if (byte === undefined)
            return at + index + 1;
        length += (byte & 0x7f) * 2 ** (7 * index);
        if (byte < 0x80)
            return { length, end: at + index + 1 };
    }
    return 'other';
}

;// CONCATENATED MODULE: ./lib/packages/go-binary.js






/** Bytes; Go's runtime alone is larger. */
const SMALLEST_PROGRAM = 512 * 1024;
/** Places that are looked at closer. A program that looks for build information in others has one or two besides its own. */
const MOST_CANDIDATES = 64;
/** Of these, how many may wait for more bytes at a time. */
const MOST_OPEN = 2;
/** A commit in place of a release: `v0.0.0-20240102150405-abcdefabcdef`, `v1.2.4-0.2024...` (go.dev/ref/mod, "Pseudo-versions"). */
const PSEUDO_VERSION = /[-.]\d{14}-[0-9a-f]{12}(?:\+[\w.]+)*$/;
/**
 * The modules in a program that Go 1.18 or newer built, and the standard library as `stdlib` with the version of Go.
 * Replaced modules have the name and the version of what replaced them; by a directory, their own name and no release.
 * The program's own module is listed where its version is a release: a version made of a commit, which changes with each
 * build, would tell nothing that the commit does not. Packed programs (UPX) and those of older Go tell nothing.
 */
const goBinary = {
    type: 'golang',
    matches: ({ executable, size }) => executable && size >= SMALLEST_PROGRAM,
    reader: ({ path }) => createGoReader(path),
};
function createGoReader(path) {
    let info;
    let open = [];
    let candidates = 0;
    // A program may hold another one as data of its own, but the linker's are in what is loaded as writable.
    const walk = createSegmentWalk((loaded) => loaded.filter(({ isWritable, isExecutable }) => isWritable && !isExecutable), openSegment);
    function openSegment() {
        const search = createStreamSearch(GO_BUILD_INFO);
        let start;
        return (piece, offset) => {
            if (info !== undefined)
                return;
            const first = (start ??= offset);
            for (const span of open)
                span.write(piece, offset);
            search.write(piece, (place) => {
                if ((first + place) % GO_BUILD_INFO_ALIGNMENT === 0)
                    consider(first + place, piece, offset);
                return undefined;
            });
            judge();
        };
    }
    function consider(place, piece, offset) {
        if (open.length === MOST_OPEN || ++candidates > MOST_CANDIDATES)
            return;
        const span = createSpan(place, place + LARGEST_GO_BUILD_INFO);
        // Its first bytes may have gone by with the piece before.
        span.write(GO_BUILD_INFO, place);
        span.write(piece, offset);
        open.push(span);
    }
    function judge() {
        open = open.filter((span) => {
            const told = readGoBuildInfo(span.bytes());
            if (typeof told === 'object')
                info ??= told;
            else if (typeof told === 'number' && told > LARGEST_GO_BUILD_INFO)
                throw new UnreadablePackages(`${path} has Go build information of ${told} bytes, which is not read`);
            return typeof told === 'number';
        });
    }
    return {
        write: (piece) => walk.write(piece),
        end: () => ({ packages: info === undefined ? [] : [...standardLibrary(info), ...modules(info)], development: [] }),
    };
}
/** Named as other tools do that list what is in an image. */
function standardLibrary({ version }) {
    const word = version.split(' ').find((each) => /^go\d/.test(each));
    return word === undefined ? [] : [golang('stdlib', word.slice('go'.length))];
}
function modules(info) {
    const found = [];
    /** Whether the line before was a dependency's, which a next one may replace. */
    let isReplaceable = false;
    for (const line of info.modules.split('\n')) {
        const [kind, name, version = ''] = line.split('\t');
        const isDependency = kind === 'dep';
        if (isPlain(name) && isPlain(version)) {
            if (isDependency)
                found.push(golang(name, version));
            else if (kind === '=>' && isReplaceable)
                replaceLast(found, name, version);
            else if (kind === 'mod' && isRelease(version))
                found.push(golang(name, version));
        }
        isReplaceable = isDependency;
    }
    return found;
}
function replaceLast(found, name, version) {
    const replaced = found.pop();
    if (replaced === undefined)
        return;
    const isDirectory = /^(?:\.{0,2}\/|[A-Za-z]:)/.test(name) || name === '.' || name === '..';
    found.push(golang(isDirectory ? replaced.name : name, version));
}
function isRelease(version) {
    return version !== '(devel)' && !PSEUDO_VERSION.test(version);
}
function golang(name, version) {
    return { type: 'golang', name, version, bytes: null };
}

// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(1306);
;// CONCATENATED MODULE: ./lib/packages/inflate-stream.js

/**
 * Bytes that are inflated at once: they grow to a thousand times as many at most, and with fewer the library moves its
 * window of 32 KB about for most of the time.
 */
const AT_ONCE = 16 * 1024;
/** node:zlib would need all of the data, or would answer later; both are no use to who reads a stream as it goes by. */
function createInflateStream(onPiece) {
    const waiting = Buffer.allocUnsafe(AT_ONCE);
    let filled = 0;
    const inflate = new esm/* Inflate */.EL((piece) => {
        if (piece.length > 0)
            onPiece(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    });
    function push() {
        // A copy, because the library keeps what it could not yet inflate.
        if (filled > 0)
            inflate.push(Uint8Array.from(waiting.subarray(0, filled)));
        filled = 0;
    }
    function write(piece) {
        for (let at = 0; at < piece.length;) {
            const taken = piece.copy(waiting, filled, at);
            filled += taken;
            at += taken;
            if (filled === AT_ONCE)
                push();
        }
    }
    return { write, end: push };
}

;// CONCATENATED MODULE: ./lib/packages/java-identity.js

/** An id of an artifact, which titles for people are not. */
const ID = /^[\w.-]+$/;
/** A snapshot in a repository: `1.0-20240101.123456-1`. */
const SNAPSHOT = /^(.+)-(\d[\w.]*-\d{8}\.\d{6}-\d+)$/;
/** The last number with a dot: `log4j-1.2-api-2.17.1`, `guava-31.1-jre`. One without may be anything: `linux-x86-64`. */
const RELEASE = /^(.+)-(\d\w*\.[^-]*(?:-\D.*|-\d[^.]*)?)$/;
/** File systems have no longer names; those in archives can be of any length. */
const LONGEST_FILE_NAME = 255;
/**
 * The packages that an archive is, or was put together from: as Maven wrote into it; else the one that its manifest's title
 * names, where that is an id; else the one of its file name, which is ARTIFACT-VERSION where it came from a repository; else
 * the bundle in its manifest, whose name is mostly that of a Java package; else the file's, with a version of the manifest's.
 * An archive without a version is none.
 * Source: Maven Archiver, "POM properties"; JAR File Specification, "Main Attributes"; OSGi Core, "Bundle Manifest Headers".
 */
function javaPackages({ properties, manifest, fileName }) {
    const written = properties.flatMap((text) => fromProperties(text) ?? []);
    if (written.length > 0)
        return written;
    const named = namedBy(manifestFields(manifest ?? ''), fileName.replace(/\.[^.]*$/, ''));
    return named === null ? [] : [named];
}
function fromProperties(text) {
    const fields = new Map();
    for (const line of text.split(/[\r\n]/)) {
        const separator = line.search(/[=:]/);
        if (separator > 0)
            fields.set(line.slice(0, separator).trim(), line.slice(separator + 1).trim());
    }
    const [group, artifact] = [fields.get('groupId'), fields.get('artifactId')];
    if (!isFilledIn(group) || !isFilledIn(artifact))
        return null;
    return maven(`${group}:${artifact}`, fields.get('version'));
}
function namedBy(manifest, stem) {
    if (stem.length > LONGEST_FILE_NAME)
        return null;
    const title = manifest.get('implementation-title');
    const symbolic = manifest.get('bundle-symbolicname')?.split(';')[0]?.trim();
    const version = manifest.get('implementation-version') ?? manifest.get('bundle-version');
    const [, name, number] = SNAPSHOT.exec(stem) ?? RELEASE.exec(stem) ?? [];
    return (maven(title, manifest.get('implementation-version')) ??
        maven(name, number) ??
        maven(symbolic, manifest.get('bundle-version')) ??
        maven(stem, version));
}
function maven(name, version) {
    if (!isFilledIn(name) || !isFilledIn(version) || !name.split(':').every((part) => ID.test(part)))
        return null;
    return { type: 'maven', name, version, bytes: null };
}
/** Builds leave places to fill in, such as ${project.version}, in files that they should have filtered. */
function isFilledIn(value) {
    return isPlain(value) && !/[\s${}@]/.test(value);
}
/** The main attributes by their names in lower case; a line that begins with a blank goes on with the one before. */
function manifestFields(text) {
    const fields = new Map();
    const [main = ''] = text.replaceAll(/\r\n?/g, '\n').split('\n\n');
    for (const line of main.replaceAll('\n ', '').split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0)
            fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    return fields;
}

;// CONCATENATED MODULE: ./lib/packages/zip-local-header.js
/** Of a header without what has no fixed length. */
const LOCAL_HEADER_BYTES = 30;
const ENCRYPTED = 1;
const DESCRIBED = 8;
const STORED = 0;
const DEFLATED = 8;
const ZIP64 = 0x0001;
const IN_ZIP64 = 0xffffffff;
/**
 * Reads a local file header; `input` may end before its path and extra fields do, which are then not to be relied on.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.5.3.
 */
function localHeader(input) {
    const flags = input.readUInt16LE(6);
    const method = input.readUInt16LE(8);
    const compressed = input.readUInt32LE(18);
    const pathEnd = LOCAL_HEADER_BYTES + input.readUInt16LE(26);
    const bytes = pathEnd + input.readUInt16LE(28);
    const isDescribed = (flags & DESCRIBED) !== 0;
    const size = compressed === IN_ZIP64 ? zip64Size(input.subarray(pathEnd, bytes)) : compressed;
    return {
        path: input.toString('utf8', LOCAL_HEADER_BYTES, pathEnd),
        isDeflated: method === DEFLATED,
        isReadable: (flags & ENCRYPTED) === 0 && (method === STORED || method === DEFLATED),
        size: isDescribed && (size ?? 0) === 0 ? undefined : (size ?? compressed),
        isDescribed,
        bytes,
    };
}
/** The compressed size in a zip64 extra field, which comes after the original one. */
function zip64Size(extra) {
    for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
        if (extra.readUInt16LE(at) !== ZIP64)
            continue;
        return at + 20 <= extra.length ? Number(extra.readBigUInt64LE(at + 12)) : undefined;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/packages/zip-walk.js

/** A zip archive that cannot be read on; the message tells why. */
class DamagedZip extends Error {
    name = 'DamagedZip';
}
/** What is held of the stream between two pieces; no header of any use comes near this. */
const MOST_HELD = 64 * 1024;
const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');
const SIGNATURE_BYTES = 4;
/** Signatures of what comes after the last member: the central directory and its surroundings. */
const BEHIND_MEMBERS = ['PK\x01\x02', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x08'];
/** A data descriptor with sizes of 4 and of 8 bytes, its signature included. */
const DESCRIPTOR_BYTES = [16, 24];
/** The longest descriptor and the signature of what follows it. */
const BYTES_TO_TELL_A_DESCRIPTOR = DESCRIPTOR_BYTES[1] + SIGNATURE_BYTES;
/**
 * Walks over the members of a zip archive from its first byte to its last, without the directory at its end: it hands each
 * member to `onMember`, which returns a sink where it wants the bytes. What lies in front of the archive, such as a script
 * that starts it, is skipped. 64 KB are held at most.
 *
 * The sizes of members that were written as a stream come behind them. The end of those is found by that descriptor: it has
 * to tell the length that was read, and another header has to follow. Archives that lie in such a member are no trouble then.
 * Those that leave out the descriptor's signature, as the specification allows, are not read.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
 */
function createZipWalk(onMember) {
    let state = 'before';
    let header;
    let sink;
    /** Of the member at hand: bytes that were read, and in 'sized' the ones to come. */
    let read = 0;
    let left = 0;
    let block;
    let held = 0;
    function write(piece) {
        let rest = piece;
        while (rest.length > 0) {
            if (held === 0 || block === undefined) {
                hold(rest.subarray(consume(rest)));
                return;
            }
            const added = rest.copy(block, held);
            const used = consume(block.subarray(0, held + added));
            if (used >= held) {
                rest = rest.subarray(used - held);
                held = 0;
            }
            else {
                if (used === 0 && added === 0)
                    throw new DamagedZip('a header is too long');
                block.copyWithin(0, used, held + added);
                held += added - used;
                rest = rest.subarray(added);
            }
        }
    }
    function hold(bytes) {
        if (bytes.length === 0)
            return;
        if (bytes.length > MOST_HELD)
            throw new DamagedZip('a header is too long');
        block ??= Buffer.allocUnsafe(MOST_HELD);
        held = bytes.copy(block);
    }
    /** Returns how many bytes of `input` are done with; the rest is given again with what follows it. */
    function consume(input) {
        let used = 0;
        for (;;) {
            const step = steps[state](input.subarray(used));
            if (step === undefined)
                return used;
            used += step;
            if (used === input.length)
                return used;
        }
    }
    /** Each returns how many bytes of its input it took, undefined where it needs more of them. */
    const steps = {
        before(input) {
            const at = input.indexOf(LOCAL);
            if (at >= 0)
                state = 'between';
            const skipped = at < 0 ? input.length - SIGNATURE_BYTES + 1 : at;
            return at < 0 && skipped <= 0 ? undefined : skipped;
        },
        between(input) {
            if (input.length < SIGNATURE_BYTES)
                return undefined;
            const signature = input.toString('latin1', 0, SIGNATURE_BYTES);
            if (BEHIND_MEMBERS.includes(signature)) {
                state = 'behind';
                return SIGNATURE_BYTES;
            }
            if (signature !== LOCAL.toString('latin1'))
                throw new DamagedZip('no header follows a member');
            if (input.length < LOCAL_HEADER_BYTES)
                return undefined;
            const next = localHeader(input);
            if (input.length < next.bytes)
                return undefined;
            begin(next);
            return next.bytes;
        },
        sized(input) {
            const taken = Math.min(left, input.length);
            pass(input.subarray(0, taken));
            left -= taken;
            if (left === 0)
                finish(header?.isDescribed === true ? 'described' : 'between');
            return taken;
        },
        unsized(input) {
            const at = input.indexOf(DESCRIPTOR);
            if (at < 0) {
                const taken = input.length - SIGNATURE_BYTES + 1;
                if (taken <= 0)
                    return undefined;
                pass(input.subarray(0, taken));
                return taken;
            }
            pass(input.subarray(0, at));
            if (input.length - at < BYTES_TO_TELL_A_DESCRIPTOR)
                return at === 0 ? undefined : at;
            const length = descriptorLength(input.subarray(at), read);
            if (length !== undefined)
                finish('between');
            else
                pass(input.subarray(at, at + 1));
            return at + (length ?? 1);
        },
        described(input) {
            if (input.length < BYTES_TO_TELL_A_DESCRIPTOR)
                return undefined;
            const length = [12, 16, 20, 24].find((each) => isHeader(input, each));
            if (length === undefined)
                throw new DamagedZip('no header follows a member');
            state = 'between';
            return length;
        },
        behind: (input) => input.length,
    };
    function begin(next) {
        header = next;
        read = 0;
        left = next.size ?? 0;
        sink = next.isReadable ? onMember(next) : undefined;
        if (next.size === undefined)
            state = 'unsized';
        else if (left > 0)
            state = 'sized';
        else
            finish(next.isDescribed ? 'described' : 'between');
    }
    function pass(bytes) {
        read += bytes.length;
        if (bytes.length > 0)
            sink?.write(bytes);
    }
    function finish(next) {
        state = next;
        const done = sink;
        sink = undefined;
        done?.end();
    }
    function end() {
        if (state === 'before')
            return false;
        if (state !== 'behind')
            throw new DamagedZip('it stops in the middle');
        return true;
    }
    return { write, end };
}
/** The length of the data descriptor that `input` starts with, where it tells of `read` bytes and is followed by a header. */
function descriptorLength(input, read) {
    return DESCRIPTOR_BYTES.find((bytes) => {
        const size = bytes === 16 ? input.readUInt32LE(8) : Number(input.readBigUInt64LE(8));
        return size === read && isHeader(input, bytes);
    });
}
function isHeader(input, at) {
    const signature = input.toString('latin1', at, at + SIGNATURE_BYTES);
    return signature === 'PK\x03\x04' || BEHIND_MEMBERS.includes(signature);
}

;// CONCATENATED MODULE: ./lib/packages/java-archive.js






const ARCHIVE = /\.(?:jar|war|ear|par|sar|hpi|jpi)$/i;
/** Other things have the other endings too. */
const CERTAIN_ARCHIVE = /\.(?:jar|war|ear)$/i;
/** How an archive without members begins. */
const EMPTY_ARCHIVE = Buffer.from('PK\x05\x06', 'latin1');
const PROPERTIES = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;
const MANIFEST = 'META-INF/MANIFEST.MF';
/** Archives in archives in archives: an ear has wars, and a war has jars. */
const DEEPEST = 4;
/** Bytes of a text that are kept. A manifest's main attributes come first, and signatures of each file behind them. */
const LONGEST_TEXT = 64 * 1024;
/** Texts of one archive; programs that were put together from all they need have some hundreds. */
const MOST_TEXTS = 4096;
/** Bytes of all texts of one archive that are kept. */
const MOST_TEXT = 512 * 1024;
/** Bytes that are inflated of one file: what is deflated well, and what lies in others, comes to some times its size. */
const MOST_INFLATED = 2 ** 30;
/** Packages of one file. */
const java_archive_MOST_PACKAGES = 20_000;
/** Texts and archives in one file that are looked into; each takes some 50 microseconds. */
const MOST_MEMBERS = 50_000;
/**
 * The packages of a Java archive and of those in it, to a depth of four: Spring Boot's BOOT-INF/lib, WEB-INF/lib, a jar that
 * holds what it needs. Those within that are damaged are left out. Nothing but a few small texts is kept.
 */
const javaArchive = {
    type: 'maven',
    matches: ({ path }) => ARCHIVE.test(path),
    reader: ({ path }) => createJavaReader(path),
};
/** A file that takes more work than it is worth. */
class TooMuch extends DamagedZip {
}
function createJavaReader(path) {
    const found = [];
    let start = Buffer.alloc(0);
    const walk = createArchiveWalk(path, 1, found, {
        inflated: MOST_INFLATED,
        packages: java_archive_MOST_PACKAGES,
        members: MOST_MEMBERS,
    });
    return {
        write(piece) {
            if (start.length < EMPTY_ARCHIVE.length)
                start = Buffer.concat([start, piece.subarray(0, EMPTY_ARCHIVE.length - start.length)]);
            named(path, () => walk.write(piece));
        },
        end() {
            named(path, () => {
                const isArchive = walk.end() || start.length === 0 || start.equals(EMPTY_ARCHIVE);
                if (!isArchive && CERTAIN_ARCHIVE.test(path))
                    throw new DamagedZip('it is none');
            });
            return { packages: found, development: [] };
        },
    };
}
/** Says of which file a fault is. */
function named(path, act) {
    try {
        act();
    }
    catch (error) {
        // The library for deflate throws errors of its own.
        const what = error instanceof DamagedZip ? error.message : 'what is deflated in it is damaged';
        throw new UnreadablePackages(`${path} is a damaged archive: ${what}`);
    }
}
function createArchiveWalk(path, depth, found, budget) {
    const properties = [];
    let manifest = null;
    let kept = 0;
    const walk = createZipWalk((member) => {
        const isArchive = depth < DEEPEST && ARCHIVE.test(member.path);
        if (member.path !== MANIFEST && !isArchive && !PROPERTIES.test(member.path))
            return undefined;
        if (budget.members-- <= 0)
            throw new TooMuch(`more than ${MOST_MEMBERS} texts and archives in it`);
        if (isArchive)
            return skippedWhereDamaged(inflated(member, createArchiveWalk(member.path, depth + 1, found, budget), budget));
        return textOf(member, (text) => (member.path === MANIFEST ? (manifest = text) : properties.push(text)));
    });
    function textOf(member, take) {
        if (properties.length >= MOST_TEXTS || kept >= MOST_TEXT)
            return undefined;
        const sink = textSink((text) => {
            kept += text.length;
            take(text);
        });
        return inflated(member, sink, budget);
    }
    return {
        write: (piece) => walk.write(piece),
        end() {
            if (!walk.end())
                return false;
            const fileName = (0,posix_path/* baseName */.Fl)(path);
            for (const each of javaPackages({ properties, manifest, fileName })) {
                if (budget.packages-- <= 0)
                    throw new TooMuch(`more than ${java_archive_MOST_PACKAGES} packages`);
                found.push({ ...each, name: detached(each.name), version: detached(each.version) });
            }
            return true;
        },
    };
}
/** An archive in another one may be damaged on purpose, as those that tests come with: the rest is told all the same. */
function skippedWhereDamaged(sink) {
    let isDamaged = false;
    const attempt = (act) => {
        if (isDamaged)
            return;
        try {
            act();
        }
        catch (error) {
            if (error instanceof TooMuch)
                throw error;
            isDamaged = true;
        }
    };
    return { write: (piece) => attempt(() => sink.write(piece)), end: () => attempt(() => sink.end()) };
}
/** Gathers the start of a text. */
function textSink(take) {
    const pieces = [];
    let length = 0;
    return {
        write(piece) {
            if (length >= LONGEST_TEXT)
                return;
            const part = Buffer.from(piece.subarray(0, LONGEST_TEXT - length));
            pieces.push(part);
            length += part.length;
        },
        end: () => take(Buffer.concat(pieces).toString('utf8')),
    };
}
function inflated(member, sink, budget) {
    if (!member.isDeflated)
        return sink;
    const stream = createInflateStream((piece) => {
        budget.inflated -= piece.length;
        if (budget.inflated < 0)
            throw new TooMuch(`it inflates to more than ${MOST_INFLATED} bytes`);
        sink.write(piece);
    });
    return {
        write: (piece) => stream.write(piece),
        end() {
            stream.end();
            sink.end();
        },
    };
}

;// CONCATENATED MODULE: ./lib/packages/node-manifest.js


/** A manifest that asks for more is none of this world. */
const MOST_ASKS = 10_000;
const MOST_SCRIPTS = 500;
const LONGEST_SCRIPT = 2000;
function scriptsOf(fields) {
    const all = [...(fieldsOf(fields.get('scripts')) ?? [])];
    return all
        .slice(0, MOST_SCRIPTS)
        .filter((one) => isPlain(one[0]) && isPlain(one[1], LONGEST_SCRIPT));
}
/** npm docs, package.json. What an installed package was developed with is not installed with it. */
function manifestOf(fields, isProject) {
    const [name, version] = [fields.get('name'), fields.get('version')];
    const asks = (group) => [...(fieldsOf(fields.get(group)) ?? [])].filter(([asked]) => isPlain(asked));
    const production = [...asks('dependencies'), ...asks('optionalDependencies')];
    const peers = asks('peerDependencies');
    const development = isProject ? asks('devDependencies') : [];
    const isTold = production.length + peers.length + development.length <= MOST_ASKS;
    const asked = (all) => isProject && isTold ? all.flatMap(([one, range]) => (isPlain(range) ? [`${one}@${range}`] : [])) : [];
    return {
        kind: 'node-manifest',
        name: isPlain(name) ? name : null,
        version: isPlain(version) ? version : null,
        needs: isTold ? [...new Set([...production, ...peers].map(([one]) => one))] : null,
        production: asked(production),
        development: asked(development),
        scripts: isProject ? scriptsOf(fields) : [],
    };
}

;// CONCATENATED MODULE: ./lib/packages/node-project.js




/** Manifests of projects for Node: what each asks for. Those of installed packages lie in `node_modules`. */
const nodeProject = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path),
    reader: (file) => wholeFile(file, (content) => readProject(file.path, content), LARGEST.manifest),
};
/** What is not JSON is no project's: tests and templates have such files. */
function readProject(path, content) {
    try {
        const fields = fieldsOf(parseJson(path, content));
        if (fields !== null)
            return { packages: [], development: [], dependencies: manifestOf(fields, true) };
    }
    catch (error) {
        if (!(error instanceof UnreadablePackages))
            throw error;
    }
    return { packages: [], development: [] };
}

;// CONCATENATED MODULE: ./lib/packages/node-modules.js
/**
 * Whether a directory is that of an installed package: below the first `node_modules` of its path there is nothing but
 * packages, scopes and further `node_modules`, and the stores that package managers keep in them
 * (`.pnpm/react@18.2.0/node_modules/react`). What a package has in its tests is none.
 * Source: Node.js, "Loading from node_modules folders"; npm docs, folders; pnpm docs, "Symlinked node_modules structure".
 */
function isInstalledPackage(directory) {
    const segments = directory.split('/');
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
        return false;
    let at = segments.indexOf('node_modules');
    while (segments[at] === 'node_modules') {
        const name = segments[at + 1] ?? '';
        if (name.startsWith('.')) {
            at += 3;
            continue;
        }
        at += name.startsWith('@') ? 3 : 2;
        if (at === segments.length)
            return true;
    }
    return false;
}
/**
 * The directory that holds a project's `node_modules`, absolute and '' for the root of the image, where `path` is the
 * file `lock` of it. null within a package: what a package was published with says nothing of what is installed now.
 */
function rootOf(path, lock) {
    const root = `/${path.slice(0, -lock.length)}`;
    return root.endsWith('/') && !root.includes('/node_modules/') ? root.slice(0, -1) : null;
}

;// CONCATENATED MODULE: ./lib/packages/npm.js







const npm_MANIFEST = '/package.json';
const HIDDEN_LOCK = 'node_modules/.package-lock.json';
/** Packages for Node that npm, Yarn or pnpm installed. */
const npm = {
    type: 'npm',
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith(npm_MANIFEST) && isInstalledPackage(path.slice(0, -npm_MANIFEST.length)),
    reader: (file) => wholeFile(file, (content) => readManifest(fieldsIn(file.path, content)), LARGEST.manifest),
};
/**
 * Which of them only development needs, by npm's hidden lock file (npm docs, package-lock.json, "Hidden Lockfiles" and
 * "packages").
 *
 * The devDependencies in a project's own package.json are no source by themselves: what is listed there may be in the image
 * because something in production needs it as well (`@types/node`, `semver`), and no one file tells.
 */
const npmLock = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith(HIDDEN_LOCK) && rootOf(path, HIDDEN_LOCK) !== null,
    reader: (file) => wholeFile(file, (content) => readHiddenLock(file.path, fieldsIn(file.path, content))),
};
function fieldsIn(path, content) {
    const fields = fieldsOf(parseJson(path, content));
    if (fields === null)
        throw new UnreadablePackages(`${path} is no JSON object`);
    return fields;
}
/** A package of a name and a version; what has no version was not installed from anywhere. */
function readManifest(fields) {
    const dependencies = manifestOf(fields, false);
    const { name, version } = dependencies;
    const isPackage = name !== null && version !== null;
    return { packages: isPackage ? [{ type: 'npm', name, version, bytes: null }] : [], development: [], dependencies };
}
/**
 * `dev` is set where nothing but devDependencies lead to a package. `devOptional` is not enough: an optional dependency of
 * production needs the package too, and `npm install --omit=dev` leaves it (npm's arborist, calc-dep-flags.js).
 */
function readHiddenLock(path, fields) {
    const entries = fieldsOf(fields.get('packages'));
    if (entries === null)
        throw new UnreadablePackages(`${path} lists no packages`);
    const root = rootOf(path, HIDDEN_LOCK) ?? '';
    const development = [];
    for (const [location, entry] of entries) {
        const one = fieldsOf(entry);
        // A link is a file of no size; where it leads to is an entry of its own.
        if (one?.get('dev') !== true || one.get('link') === true)
            continue;
        if (isPlain(location, posix_path/* LONGEST_PATH */.fN) && isInstalledPackage(location))
            development.push(`${root}/${location}`);
        checkCount(path, development.length);
    }
    return { packages: [], development };
}

;// CONCATENATED MODULE: ./lib/packages/pnpm-lock.js

/** What else a project has in a lock file. */
const WITHOUT_PRODUCTION = new Set(['devDependencies', 'dependenciesMeta', 'publishDirectory']);
/** Thrown where a line is not of the kind that pnpm writes. */
class NotUnderstood extends Error {
}
/**
 * Reads pnpm-lock.yaml of version 9.0; null where it is of another one or has a line that pnpm would not write. No YAML
 * reader: pnpm writes one block style, and what is not in it is better not trusted.
 * Source: pnpm/spec, lockfile/9.0.md.
 */
function readPnpmLock(text) {
    try {
        return read(text);
    }
    catch (error) {
        if (error instanceof NotUnderstood)
            return null;
        throw error;
    }
}
function read(text) {
    const production = { ids: [], open: 0 };
    const sections = new Set();
    const edges = new Map();
    /** The keys above the line, from the top. */
    let above = [];
    let version = '';
    for (const line of lines(text)) {
        if (line === '')
            continue;
        const section = above[0];
        const matters = !line.startsWith(' ') || section === 'importers' || section === 'snapshots';
        if (!matters)
            continue;
        // The items of a list: no edges.
        if (/^ +- /.test(line) && above.length > 2)
            continue;
        const { depth, key, value } = readLine(line);
        if (depth > above.length)
            throw new NotUnderstood();
        above = [...above.slice(0, depth), key];
        if (depth === 0) {
            sections.add(key);
            if (key === 'lockfileVersion')
                version = value;
        }
        else if (section === 'importers')
            readImporter(above, value, production);
        else
            readSnapshot(above, value, edges);
    }
    const complete = sections.has('importers') && sections.has('snapshots') && production.open === 0;
    if (version !== '9.0' || !complete)
        throw new NotUnderstood();
    return { production: production.ids, edges };
}
/** `importers: PROJECT: GROUP: NAME: version: REFERENCE` */
function readImporter(path, value, production) {
    const [, , group, name = '', field] = path;
    const isProduction = group === 'dependencies' || group === 'optionalDependencies';
    if (group !== undefined && !isProduction) {
        if (!WITHOUT_PRODUCTION.has(group))
            throw new NotUnderstood();
        return;
    }
    // Projects without dependencies are `{}`; all else goes on below, down to the reference.
    if (path.length > 5 || (path.length === 5) === (value === '')) {
        if (path.length !== 2 || value !== '{}')
            throw new NotUnderstood();
    }
    if (path.length === 4)
        production.open++;
    if (field !== 'version')
        return;
    production.open--;
    const id = idOf(name, value);
    if (id !== null)
        production.ids.push(id);
}
/** `snapshots: ID: GROUP: NAME: REFERENCE` */
function readSnapshot(path, value, edges) {
    const [, id = '', group, name = ''] = path;
    if (path.length === 2) {
        if ((value !== '' && value !== '{}') || edges.has(id))
            throw new NotUnderstood();
        edges.set(id, []);
        return;
    }
    if (group !== 'dependencies' && group !== 'optionalDependencies')
        return;
    const isGroup = path.length === 3;
    if (path.length > 4 || (value === '') !== isGroup)
        throw new NotUnderstood();
    const target = isGroup ? null : idOf(name, value);
    if (target !== null)
        edges.get(id)?.push(target);
}
/** A reference is a version, or for an alias an id. null: a link to another project, whose own dependencies count. */
function idOf(name, reference) {
    if (reference.startsWith('link:'))
        return null;
    const at = reference.indexOf('@', 1);
    const stop = reference.search(/[:(]/);
    const isId = reference.startsWith('@') || (at > 0 && (stop < 0 || at < stop));
    return isId ? reference : `${name}@${reference}`;
}
function readLine(line) {
    const indent = line.search(/[^ ]/);
    if (indent < 0 || indent % 2 !== 0)
        throw new NotUnderstood();
    const [key, rest] = readKey(line.slice(indent));
    if (rest === '')
        return { depth: indent / 2, key, value: '' };
    if (!rest.startsWith(' '))
        throw new NotUnderstood();
    return { depth: indent / 2, key, value: readValue(rest.slice(1)) };
}
/** The key and what follows its colon. */
function readKey(text) {
    if (text.startsWith("'")) {
        const end = text.indexOf("'", 1);
        // Names and versions have no quotes in them.
        if (end < 0 || text[end + 1] !== ':')
            throw new NotUnderstood();
        return [text.slice(1, end), text.slice(end + 2)];
    }
    const end = text.endsWith(':') ? text.length - 1 : text.indexOf(': ');
    if (end <= 0 || /^["?&*!|>%@`#{}[\],-]/.test(text))
        throw new NotUnderstood();
    return [text.slice(0, end), text.slice(end + 1)];
}
function readValue(text) {
    if (text === '{}')
        return text;
    if (text.startsWith("'")) {
        const end = text.indexOf("'", 1);
        if (end !== text.length - 1)
            throw new NotUnderstood();
        return text.slice(1, end);
    }
    if (text === '' || /^["&*!|>%@`#{}[\]]/.test(text) || text.includes(' #'))
        throw new NotUnderstood();
    return text;
}

;// CONCATENATED MODULE: ./lib/packages/pnpm.js





const LOCK = 'node_modules/.pnpm/lock.yaml';
/** pnpm cuts longer names of directories and puts a hash behind them, as it does with names in capitals. */
const LONGEST_NAME = 120;
/** The lock files of the largest workspaces have some 100,000; of each package and of what it needs a line. */
const MOST_LINES = 400_000;
/**
 * Which packages only development needs, by the lock file that pnpm keeps of what it installed (9.0, as pnpm 9 and later
 * write it; others say nothing here). The packages themselves are found by their package.json.
 */
const pnpm = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith(LOCK) && rootOf(path, LOCK) !== null,
    reader: (file) => wholeFile(file, (content) => readLock(file.path, content)),
};
/**
 * All that no dependency and no optional dependency of any project in the workspace leads to. A lock file that is not
 * understood in every line of its graph claims nothing: with an edge overlooked, what production needs would be listed.
 */
function readLock(path, content) {
    if (content.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0) > MOST_LINES)
        throw new UnreadablePackages(`${path} has more than ${MOST_LINES} lines, which are not read`);
    const lock = content.at(-1) === 0x0a ? readPnpmLock(content.toString('utf8')) : null;
    const needed = lock === null ? null : reachable(lock.production, lock.edges);
    if (lock === null || needed === null)
        return { packages: [], development: [] };
    checkCount(path, lock.edges.size);
    const store = `${rootOf(path, LOCK) ?? ''}/node_modules/.pnpm`;
    const spare = [...lock.edges.keys()].filter((id) => !needed.has(id));
    return { packages: [], development: spare.flatMap((id) => directoryOf(store, id) ?? []) };
}
/** null where an edge leads nowhere. */
function reachable(roots, edges) {
    const seen = new Set(roots);
    // A set is walked in order of insertion, also through what is put in on the way.
    for (const id of seen) {
        const next = edges.get(id);
        if (next === undefined)
            return null;
        for (const one of next)
            seen.add(one);
    }
    return seen;
}
/** `@types/node@20.1.0(peer@1.0.0)` lies in `@types+node@20.1.0_peer@1.0.0` (pnpm's depPathToFilename). */
function directoryOf(store, id) {
    const name = /^((?:@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*)@[^/\\:]/.exec(id)?.[1];
    if (name === undefined || !isPlain(id) || /[A-Z*?"<>|#]/.test(id))
        return null;
    const directory = id
        .replace(/\)$/, '')
        .replace(/\)\(|[()]/g, '_')
        .replace(/[\\/:]/g, '+');
    return directory.length > LONGEST_NAME ? null : `${store}/${directory}/node_modules/${name}`;
}

;// CONCATENATED MODULE: ./lib/packages/pypi-name.js
/** A distribution's name in the one way of writing it (packaging.python.org, "Names and normalization", PEP 503). */
function pypiName(name) {
    return name.replace(/[-_.]+/g, '-').toLowerCase();
}
/** A version so that others of the same meaning are the same text: `1.0.0` and `01.0` are `1` (PEP 440, "Normalization"). */
function pypiVersion(version) {
    const [release = '', ...local] = version.toLowerCase().replace(/^v/, '').split('+');
    const plain = release.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '')).replace(/(?:\.0)+$/, '');
    return [plain, ...local].join('+');
}

;// CONCATENATED MODULE: ./lib/packages/development-groups.js

const NAMES = [
    'dev develop devel development test tests testing unit-test unit-tests ci coverage cov cover bench benchmark benchmarks',
    'lint linting linter linters format formatting style check checks quality qa pre-commit',
    'typing type types type-check type-checking typecheck typechecking mypy doc docs documentation',
];
const KNOWN = new Set(NAMES.flatMap((names) => names.split(' ')));
/**
 * Whether a group of dependencies, or an extra, is for development by its name. Poetry's documentation has it that all groups
 * but the main one are, and uv installs none but `dev` unasked; but people keep what only some services run in groups as well.
 * Source: Poetry docs, "Dependency groups"; uv docs, "Development dependencies"; PEP 735.
 */
function isForDevelopment(name) {
    return KNOWN.has(pypiName(name));
}

;// CONCATENATED MODULE: ./lib/packages/python-requirement.js

/** Longer ones are no requirement of this world. */
const python_requirement_LONGEST = 4096;
/**
 * The value of a `Requires-Dist`: `tomli>=1.2; python_version < "3.11" and extra == "toml"`. null for what is none. What a
 * marker that is not plain may bring without an extra counts as needed anyway.
 */
function readRequirement(value) {
    if (value.length > python_requirement_LONGEST)
        return null;
    const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(value)?.[0];
    if (name === undefined)
        return null;
    // An address behind an `@` may have a semicolon in it; one that ends it stands after a space.
    const semicolon = /^[^;]*@/.test(value) ? value.search(/\s;/) : value.indexOf(';');
    const marker = semicolon < 0 ? '' : value.slice(semicolon);
    const extras = [...marker.matchAll(/\bextra\s*==\s*(["'])([^"']*)\1/g)].map(([, , extra = '']) => pypiName(extra));
    const words = marker.replace(/(["'])[^"']*\1/g, '').match(/\w+/g) ?? [];
    const isConditional = words.some((word) => !['extra', 'and', 'or'].includes(word));
    const isPlain = words.filter((word) => word === 'extra').length === extras.length;
    const bringsAnyway = !isPlain || (isConditional && words.includes('or'));
    return { name: pypiName(name), extras: bringsAnyway ? [] : extras, isConditional };
}

;// CONCATENATED MODULE: ./lib/packages/python.js







/**
 * Where the metadata of an installed distribution lies, and how many directories of its own it has: wheels since PEP 376,
 * setuptools' directories and files of before, and eggs.
 */
const PLACES = [
    ['.dist-info/METADATA', 1],
    ['.egg-info/PKG-INFO', 1],
    ['.egg/EGG-INFO/PKG-INFO', 2],
    ['.egg-info', 0],
];
/** Installed Python distributions (packaging.python.org, "Recording installed projects" and "Core metadata specifications"). */
const python = {
    type: 'pypi',
    matches: ({ path }) => {
        const place = PLACES.find(([ending]) => path.endsWith(ending));
        return place !== undefined && isInstalled(path, place[1]);
    },
    reader: (file) => wholeFile(file, (content) => readMetadata(file.path, content), LARGEST.metadata),
};
/**
 * As pip lists them: right in a site directory, not below a package there that ships others with itself, as setuptools
 * does in `_vendor`. `pip install --target` goes to any directory.
 */
function isInstalled(path, depth) {
    const segments = path.split('/');
    const own = segments.length - 1 - depth;
    // A leftover of an upgrade that was stopped has a tilde in front; pip looks over it.
    if (segments[own]?.startsWith('~') === true)
        return false;
    // uv keeps wheels unpacked in its cache.
    if (segments.includes('archive-v0') || segments.includes('.cache'))
        return false;
    const site = Math.max(segments.lastIndexOf('site-packages'), segments.lastIndexOf('dist-packages'));
    return site < 0 ? segments[own - 1] !== '_vendor' : own === site + 1;
}
/** Whether it is only there to work on the distribution itself. */
function isOfDevelopers({ extras }) {
    return extras.length > 0 && extras.every(isForDevelopment);
}
/** A distribution with more requirements is none of this world. */
const MOST_REQUIREMENTS = 10_000;
/** Fields of the header, which ends at a blank line or at one that is no field, as for Python's email package. */
function readMetadata(path, content) {
    // Some builders leave an empty file as a mark; it says nothing wrong.
    if (content.length === 0)
        return { packages: [], development: [] };
    let name;
    let version;
    const needs = [];
    for (const line of lines(content.toString('utf8'))) {
        if (line.startsWith(' ') || line.startsWith('\t'))
            continue;
        const field = headerField(line);
        if (field === null)
            break;
        if (field[0] === 'name')
            name ??= field[1];
        else if (field[0] === 'version')
            version ??= field[1];
        else if (field[0] === 'requires-dist' && needs.length <= MOST_REQUIREMENTS) {
            const requirement = readRequirement(field[1]);
            if (requirement !== null && !isOfDevelopers(requirement))
                needs.push(requirement);
        }
    }
    if (!isPlain(name) || !isPlain(version))
        throw new UnreadablePackages(`${path} has no name or no version`);
    // The older kinds keep requirements in a file of their own.
    const isTold = path.endsWith('.dist-info/METADATA') && needs.length <= MOST_REQUIREMENTS;
    return {
        packages: [{ type: 'pypi', name, version, bytes: null }],
        development: [],
        dependencies: {
            kind: 'python-metadata',
            name: pypiName(name),
            version: pypiVersion(version),
            needs: isTold ? needs : null,
        },
    };
}

;// CONCATENATED MODULE: ./lib/packages/poetry-lock.js




/**
 * What poetry.lock lists, by the `groups` of each package, which Poetry 2 writes (lock-version 2.1). null for others: of the
 * groups that need a package an older lock file does not tell.
 */
function readPoetryLock(root) {
    const packages = fieldsOf(root)?.get('package');
    const version = fieldsOf(fieldsOf(root)?.get('metadata'))?.get('lock-version');
    if (!Array.isArray(packages) || typeof version !== 'string' || !/^2\.[1-9]\d*$/.test(version))
        return null;
    const production = [];
    const development = [];
    for (const entry of packages) {
        const one = fieldsOf(entry);
        const name = one?.get('name');
        const locked = one?.get('version');
        const groups = one?.get('groups');
        if (!isPlain(name) || !isPlain(locked))
            return null;
        const isSpare = Array.isArray(groups) && groups.length > 0 && groups.every((group) => isPlain(group) && isForDevelopment(group));
        const list = isSpare ? development : production;
        list.push({ name: pypiName(name), version: pypiVersion(locked) });
    }
    return { production, development };
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./lib/packages/toml.js



/** Bytes of a line. What keys with thousands of dots say takes long to build. */
const toml_LONGEST_LINE = 64 * 2 ** 10;
/** What a TOML file holds. Throws an UnreadablePackages where it is no TOML, or has a line that is too long. */
function parseToml(path, content) {
    for (const { start, end } of linePlaces(content)) {
        if (end - start > toml_LONGEST_LINE)
            throw new UnreadablePackages(`${path} has a line of ${end - start} bytes`);
    }
    try {
        return (0,dist/* parse */.qg)(content.toString('utf8'));
    }
    catch {
        throw new UnreadablePackages(`${path} is not TOML`);
    }
}

;// CONCATENATED MODULE: ./lib/packages/uv-lock.js




/**
 * What uv.lock lists. A project's dependencies, all of its extras and the groups that are not for development by their name
 * are for production, with all that they lead to at any version; the rest that its other groups lead to is for development.
 * null for a format that is not known. Source: uv's `crates/uv-resolver/src/lock`, versions 1.0 and later.
 */
function readUvLock(root) {
    const fields = fieldsOf(root);
    const packages = fields?.get('package');
    if (fields?.get('version') !== 1 || !Array.isArray(packages))
        return null;
    const graph = new Map();
    const roots = { production: [], development: [] };
    const all = [];
    // What a script or a workspace without a project of its own asks for.
    const manifest = fieldsOf(fields.get('manifest'));
    roots.production.push(...asksOf(manifest?.get('requirements')));
    readGroups(manifest?.get('dependency-groups'), roots);
    for (const entry of packages) {
        const one = fieldsOf(entry);
        const name = one?.get('name');
        const version = one?.get('version');
        if (one === null || !isPlain(name))
            return null;
        add(graph, keyOf(name), asksOf(one.get('dependencies')));
        const extras = [...(fieldsOf(one.get('optional-dependencies')) ?? [])];
        for (const [extra, asks] of extras)
            add(graph, keyOf(name, extra), [keyOf(name), ...asksOf(asks)]);
        readGroups(one.get('dev-dependencies'), roots);
        if (isLocal(one.get('source')))
            roots.production.push(keyOf(name), ...extras.map(([extra]) => keyOf(name, extra)));
        // A project that takes its version from elsewhere has none here.
        else if (isPlain(version))
            all.push({ name: pypiName(name), version: pypiVersion(version) });
    }
    const needed = namesFrom(roots.production, graph);
    const listed = namesFrom(roots.development, graph);
    const isSpare = ({ name }) => listed.has(name) && !needed.has(name);
    return { production: all.filter((one) => !isSpare(one)), development: all.filter(isSpare) };
}
/** Of a directory: a project of the workspace, or one that is worked on beside it. */
function isLocal(source) {
    const kinds = fieldsOf(source);
    return ['virtual', 'editable', 'directory'].some((kind) => kinds?.has(kind) === true);
}
function readGroups(groups, roots) {
    for (const [group, asks] of fieldsOf(groups) ?? []) {
        const list = isForDevelopment(group) ? roots.development : roots.production;
        for (const ask of asksOf(asks))
            list.push(ask);
    }
}
/** `{ name = "coverage", extra = ["toml"] }` asks for the package and for its extras. */
function asksOf(list) {
    if (!Array.isArray(list))
        return [];
    return list.flatMap((entry) => {
        const one = fieldsOf(entry);
        const name = one?.get('name');
        if (!isPlain(name))
            return [];
        const extras = one?.get('extra') ?? one?.get('extras');
        const named = Array.isArray(extras) ? extras.filter((extra) => isPlain(extra)) : [];
        return [keyOf(name), ...named.map((extra) => keyOf(name, extra))];
    });
}
/** A name has no space in it. */
function keyOf(name, extra) {
    return extra === undefined ? pypiName(name) : `${pypiName(name)} ${pypiName(extra)}`;
}
/** Of several versions of a package all count. */
function add(graph, key, asks) {
    const known = graph.get(key);
    if (known === undefined)
        graph.set(key, [...asks]);
    else
        for (const ask of asks)
            known.push(ask);
}
function namesFrom(roots, graph) {
    const seen = new Set(roots);
    // A set is walked in order of insertion, also through what is put in on the way.
    for (const key of seen)
        for (const ask of graph.get(key) ?? [])
            seen.add(ask);
    return new Set([...seen].map((key) => key.split(' ', 1)[0] ?? key));
}

;// CONCATENATED MODULE: ./lib/packages/python-lock.js









const READERS = {
    'Pipfile.lock': { by: 'pipenv', read: readPipfileLock },
    'poetry.lock': { by: 'poetry', read: (path, content) => readPoetryLock(parseToml(path, content)) },
    'uv.lock': { by: 'uv', read: (path, content) => readUvLock(parseToml(path, content)) },
};
/** Which Python distributions are for development only, by the lock files of pipenv, Poetry and uv. */
const pythonLock = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith('.lock') && lockerOf(path) !== undefined && isOfProject(path),
    reader: (file) => wholeFile(file, (content) => python_lock_readLock(file.path, content)),
};
function lockerOf(path) {
    return READERS[(0,posix_path/* baseName */.Fl)(path)];
}
/** What a distribution was published with says nothing of what is installed now. */
function isOfProject(path) {
    return !path
        .split('/')
        .some((name) => ['site-packages', 'dist-packages', 'node_modules', 'archive-v0'].includes(name));
}
function python_lock_readLock(path, content) {
    const locker = lockerOf(path);
    const listed = locker?.read(path, content) ?? null;
    if (locker === undefined || listed === null)
        return { packages: [], development: [] };
    const known = new Set(listed.production.map(({ name }) => name));
    const development = listed.development.filter(({ name }) => !known.has(name));
    return {
        packages: [],
        development: [],
        dependencies: { kind: 'python-lock', by: locker.by, production: listed.production, development },
    };
}
/** `default` and `develop`, and categories that somebody named, of which nobody knows what they are for (pipenv, "Pipfile.lock"). */
function readPipfileLock(path, content) {
    const root = fieldsOf(parseJson(path, content));
    if (root === null || fieldsOf(root.get('_meta')) === null)
        throw new UnreadablePackages(`${path} is no lock of pipenv`);
    const production = [];
    const development = [];
    for (const [category, entries] of root) {
        if (category === '_meta')
            continue;
        for (const [name, entry] of fieldsOf(entries) ?? []) {
            const version = fieldsOf(entry)?.get('version');
            if (!isPlain(name))
                continue;
            // What comes from a repository has no version; its name counts all the same.
            const exact = isPlain(version) && version.startsWith('==') ? pypiVersion(version.slice(2)) : '';
            const list = category === 'develop' ? development : production;
            list.push({ name: pypiName(name), version: exact });
        }
    }
    return { production, development };
}

;// CONCATENATED MODULE: ./lib/packages/python-record.js






const RECORD = '.dist-info/RECORD';
/** The largest distributions have some 20 000 files. */
const MOST_FILES = 500_000;
/** Which files installed Python distributions have (packaging.python.org, "Recording installed projects", "The RECORD file"). */
const pythonRecord = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => path.endsWith(RECORD) && isInstalled(path, 1),
    reader: (file) => wholeFile(file, (content) => readRecord(file.path, content)),
};
/** `PATH,HASH,SIZE` in each line, as CSV; paths are relative to the directory that the `.dist-info` is in. */
function readRecord(path, content) {
    const files = new Map();
    let count = 0;
    for (const { start, end } of linePlaces(content)) {
        const file = end - start > posix_path/* LONGEST_PATH */.fN ? null : firstColumn(content.toString('utf8', start, end));
        // What is absolute lies outside the environment, where others may have put it.
        if (!isPlain(file, posix_path/* LONGEST_PATH */.fN) || file.startsWith('/'))
            continue;
        if (count++ === MOST_FILES)
            throw new UnreadablePackages(`${path} lists more than ${MOST_FILES} files`);
        const slash = file.lastIndexOf('/') + 1;
        const directory = file.slice(0, slash);
        const names = files.get(directory);
        if (names === undefined)
            files.set(directory, [file.slice(slash)]);
        else
            names.push(file.slice(slash));
    }
    return { packages: [], development: [], dependencies: { kind: 'python-files', files: [...files] } };
}
/** In quotes where there is a comma in it. */
function firstColumn(line) {
    if (!line.startsWith('"')) {
        const comma = line.indexOf(',');
        return comma < 0 ? null : line.slice(0, comma);
    }
    const quoted = /^"((?:[^"]|"")*)",/.exec(line)?.[1];
    return quoted === undefined ? null : quoted.replaceAll('""', '"');
}

;// CONCATENATED MODULE: ./lib/packages/rpm-header.js
const NAME = 1000;
const VERSION = 1001;
const rpm_header_RELEASE = 1002;
const EPOCH = 1003;
const SIZE = 1009;
/** In place of SIZE where that is more than 32 bits can hold. */
const LONG_SIZE = 5009;
const INT32 = 4;
const INT64 = 5;
const STRING = 6;
const ENTRY_BYTES = 16;
/** Packages have some hundred; rpm itself takes 65,535 (lib/header.c, HEADER_TAGS_MAX). */
const MOST_ENTRIES = 10_000;
/**
 * Reads a header as the database has it, which is without the magic that it has in a package file. Undefined where it is
 * damaged.
 * Source: rpm, docs/manual/format_header.md and include/rpm/rpmtag.h.
 */
function readRpmHeader(header) {
    if (header.length < 8)
        return undefined;
    const count = header.readUInt32BE(0);
    if (count > MOST_ENTRIES)
        return undefined;
    const store = header.subarray(8 + count * ENTRY_BYTES);
    if (store.length === 0 || store.length !== header.readUInt32BE(4))
        return undefined;
    const entries = new Map();
    for (let at = 8; at < 8 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
        entries.set(header.readUInt32BE(at), { type: header.readUInt32BE(at + 4), offset: header.readUInt32BE(at + 8) });
    }
    const string = (tag) => {
        const entry = entries.get(tag);
        if (entry?.type !== STRING)
            return null;
        const end = store.indexOf(0, entry.offset);
        return end < 0 ? null : store.toString('utf8', entry.offset, end);
    };
    const integer = (tag) => {
        const entry = entries.get(tag);
        const bytes = entry?.type === INT32 ? 4 : entry?.type === INT64 ? 8 : 0;
        if (entry === undefined || bytes === 0 || entry.offset + bytes > store.length)
            return null;
        const value = bytes === 4 ? store.readUInt32BE(entry.offset) : Number(store.readBigUInt64BE(entry.offset));
        return Number.isSafeInteger(value) ? value : null;
    };
    return {
        name: string(NAME),
        epoch: integer(EPOCH),
        version: string(VERSION),
        release: string(rpm_header_RELEASE),
        size: integer(LONG_SIZE) ?? integer(SIZE),
    };
}

;// CONCATENATED MODULE: ./lib/packages/sqlite-record.js
/** Bytes of the integers of serial types 1 to 6. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const FLOAT = 7;
const ZERO = 8;
const ONE = 9;
const FIRST_BLOB = 12;
/** SQLite allows some thousand; no table that is read here has more than five. */
const MOST_COLUMNS = 64;
/**
 * The first 64 values of a row in the record format; texts are taken for UTF-8. What runs over the record's end is cut.
 * Source: https://www.sqlite.org/fileformat.html, section 2.1 ("Record Format").
 */
function sqlite_record_readRecord(record) {
    const header = varint(record, 0);
    const values = [];
    let body = header.value;
    for (let at = header.end; at < Math.min(header.value, record.length) && values.length < MOST_COLUMNS;) {
        const type = varint(record, at);
        const length = valueBytes(type.value);
        values.push(sqlite_record_valueOf(type.value, record.subarray(body, body + length)));
        at = type.end;
        body += length;
    }
    return values;
}
function valueBytes(type) {
    if (type >= FIRST_BLOB)
        return Math.floor((type - FIRST_BLOB) / 2);
    return type === FLOAT ? 8 : (INTEGER_BYTES[type] ?? 0);
}
function sqlite_record_valueOf(type, bytes) {
    if (type >= FIRST_BLOB)
        return type % 2 === 0 ? bytes : bytes.toString('utf8');
    if (type === ZERO || type === ONE)
        return type - ZERO;
    if (type === 0 || type >= FLOAT || bytes.length < valueBytes(type))
        return null;
    const value = type === 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
    return Number.isSafeInteger(value) ? value : null;
}
/** Seven bits a byte, the highest first, the ninth byte whole; and where it ends. Beyond 2^53 it is not exact, only large. */
function varint(bytes, at) {
    let value = 0;
    for (let index = 0; index < 8; index++) {
        const byte = bytes[at + index] ?? 0;
        value = value * 128 + (byte & 0x7f);
        if (byte < 0x80)
            return { value, end: at + index + 1 };
    }
    return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 };
}

;// CONCATENATED MODULE: ./lib/packages/sqlite-table.js

/** A file that is no SQLite database, or a damaged one; the message tells what is wrong. */
class DamagedSqlite extends Error {
    name = 'DamagedSqlite';
}
const sqlite_table_MAGIC = 'SQLite format 3\0';
const FILE_HEADER_BYTES = 100;
const INTERIOR = 0x05;
const LEAF = 0x0d;
/** B-trees of a table with as many rows as fit into a file are less deep. */
const sqlite_table_DEEPEST = 20;
/** Rows of a table, and bytes of one: a package that owns 100,000 files has a header of some 10 MB. */
const MOST_ROWS = 100_000;
const LONGEST_ROW = 16 * 2 ** 20;
/**
 * The rows of a table of an SQLite database, in the order of their keys. A column that is an INTEGER PRIMARY KEY is null.
 * Throws a DamagedSqlite, also where there is no such table. No more is read than the file holds, whatever it says.
 *
 * What a database in WAL mode has in its -wal file beside it is not read: a program that closes a database moves it all into
 * the database itself.
 * Source: https://www.sqlite.org/fileformat.html, sections 1.3, 1.5, 1.6, 2.1 and 2.6.
 */
function* sqliteRows(file, table) {
    const database = openDatabase(file);
    const root = sqlite_table_rootOf(database, table);
    if (root === undefined)
        throw new DamagedSqlite(`it has no table ${table}`);
    yield* rowsOf(database, root);
}
function openDatabase(file) {
    if (file.length < FILE_HEADER_BYTES || file.toString('latin1', 0, sqlite_table_MAGIC.length) !== sqlite_table_MAGIC)
        throw new DamagedSqlite('it is no SQLite database');
    const size = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16);
    const usable = size - file.readUInt8(20);
    if (size < 512 || (size & (size - 1)) !== 0 || usable < 480)
        throw new DamagedSqlite(`its pages have ${size} bytes`);
    return {
        usable,
        bytes: file.length,
        page(number) {
            const end = number * size;
            if (number === 0 || end > file.length)
                throw new DamagedSqlite(`it has no page ${number}`);
            return file.subarray(end - size, end - size + usable);
        },
    };
}
function sqlite_table_rootOf(database, table) {
    for (const [type, name, , root] of rowsOf(database, 1)) {
        if (type === 'table' && name === table && typeof root === 'number')
            return root;
    }
    return undefined;
}
/** Each page is visited once and no more bytes are taken than there are: rows that share them are no work of SQLite's. */
function* rowsOf(database, root) {
    const visited = new Set();
    let left = database.bytes;
    let rows = 0;
    const visit = (number) => {
        if (visited.has(number))
            throw new DamagedSqlite(`its page ${number} is used twice`);
        visited.add(number);
        return database.page(number);
    };
    function* walk(number, depth) {
        const page = visit(number);
        const start = number === 1 ? FILE_HEADER_BYTES : 0;
        const kind = page.readUInt8(start);
        if ((kind !== INTERIOR && kind !== LEAF) || depth > sqlite_table_DEEPEST)
            throw new DamagedSqlite(`its page ${number} is none of a table`);
        for (const cell of cells(page, start, kind)) {
            if (kind === LEAF)
                yield sqlite_record_readRecord(payload(page, cell));
            else
                yield* walk(within(page, cell, 4).readUInt32BE(0), depth + 1);
        }
        if (kind === INTERIOR)
            yield* walk(page.readUInt32BE(start + 8), depth + 1);
    }
    function payload(page, cell) {
        const length = varint(page, cell);
        const key = varint(page, length.end);
        if (++rows > MOST_ROWS)
            throw new DamagedSqlite(`a table has more than ${MOST_ROWS} rows`);
        if (length.value > LONGEST_ROW)
            throw new DamagedSqlite(`a row has ${length.value} bytes`);
        left -= length.value;
        if (left < 0)
            throw new DamagedSqlite('its rows are longer than it is');
        const local = localBytes(length.value, database.usable);
        if (local === length.value)
            return within(page, key.end, local);
        const parts = [within(page, key.end, local)];
        let next = within(page, key.end + local, 4).readUInt32BE(0);
        for (let missing = length.value - local; missing > 0;) {
            const overflow = visit(next);
            const part = overflow.subarray(4, 4 + missing);
            parts.push(part);
            missing -= part.length;
            next = overflow.readUInt32BE(0);
        }
        return Buffer.concat(parts);
    }
    yield* walk(root, 0);
}
/** Where the cells of a page begin. */
function cells(page, start, kind) {
    const first = start + (kind === INTERIOR ? 12 : 8);
    const pointers = within(page, first, 2 * page.readUInt16BE(start + 3));
    return Array.from({ length: pointers.length / 2 }, (_, index) => pointers.readUInt16BE(2 * index));
}
/** How many bytes of a row of `length` bytes lie in the page of its cell; the others are in pages of their own. */
function localBytes(length, usable) {
    const most = usable - 35;
    if (length <= most)
        return length;
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const filling = least + ((length - least) % (usable - 4));
    return filling <= most ? filling : least;
}
function within(page, at, length) {
    if (at + length > page.length)
        throw new DamagedSqlite('a row runs over the end of its page');
    return page.subarray(at, at + length);
}

;// CONCATENATED MODULE: ./lib/packages/rpm-database.js





/** Where rpm keeps its database: of old, since Fedora 36 and in openSUSE, and in images that ostree makes. */
const DIRECTORIES = ['var/lib/rpm/', 'usr/lib/sysimage/rpm/', 'usr/share/rpm/'];
const SQLITE = 'rpmdb.sqlite';
/** Databases of other kinds, which are told of and not read. */
const OTHERS = new Map([
    ['Packages', 'a Berkeley DB'],
    ['Packages.db', 'an ndb database'],
]);
/** Keys for signatures stand in the database as if they were packages. */
const KEY = 'gpg-pubkey';
/**
 * rpm's database, as rpm 4.16 and newer have it by default: SQLite with a table of headers. What is in a -wal file beside it
 * is not read; rpm leaves that empty. The Berkeley DB of RHEL 8 and older and SUSE's ndb are unreadable.
 */
const rpmDatabase = {
    type: 'rpm',
    matches: ({ path }) => {
        const file = fileIn(path);
        return file === SQLITE || OTHERS.has(file);
    },
    reader: (file) => {
        const other = OTHERS.get(fileIn(file.path));
        if (other !== undefined)
            return unread(file, other);
        return wholeFile(file, (content) => readDatabase(file.path, content), LARGEST.database);
    },
};
function fileIn(path) {
    const directory = DIRECTORIES.find((each) => path.startsWith(each));
    return directory === undefined ? '' : path.slice(directory.length);
}
function unread({ path, size }, kind) {
    return {
        write() {
            // Told by its name.
        },
        end() {
            if (size > 0)
                throw new UnreadablePackages(`${path} is ${kind}, which is not read`);
            return { packages: [], development: [] };
        },
    };
}
function readDatabase(path, content) {
    const packages = [];
    if (content.length === 0)
        return { packages, development: [] };
    try {
        for (const [, blob] of sqliteRows(content, 'Packages')) {
            const found = Buffer.isBuffer(blob) ? rpm_database_packageOf(blob) : undefined;
            if (found === undefined)
                throw new UnreadablePackages(`${path} has a damaged header of a package`);
            if (found.name !== KEY)
                packages.push(found);
            checkCount(path, packages.length);
        }
    }
    catch (error) {
        if (error instanceof DamagedSqlite)
            throw new UnreadablePackages(`${path} is damaged: ${error.message}`);
        throw error;
    }
    return { packages, development: [] };
}
function rpm_database_packageOf(blob) {
    const header = readRpmHeader(blob);
    if (header === undefined)
        return undefined;
    const { name, epoch, release, size } = header;
    const version = `${epoch === null ? '' : `${epoch}:`}${header.version}-${release}`;
    if (header.version === null || release === null || !isPlain(name) || !isPlain(version))
        return undefined;
    return { type: 'rpm', name, version, bytes: size };
}

;// CONCATENATED MODULE: ./lib/packages/ruby.js




/** What RubyGems takes for a version (Gem::Version::VERSION_PATTERN starts so); here without what could be code. */
const ruby_VERSION = /^[0-9][0-9A-Za-z.-]*$/;
const STUB = '# stub: ';
/** Gems as RubyGems records them where it installs them: `GEM_HOME/specifications`, and `default` in it for Ruby's own. */
const ruby = {
    type: 'gem',
    matches: ({ path }) => path.endsWith('.gemspec') && isSpecification(path),
    reader: (file) => wholeFile(file, (content) => readSpecification(file.path, content), LARGEST.manifest),
};
function isSpecification(path) {
    const directories = path.split('/').slice(0, -1);
    if (directories.at(-1) === 'default')
        directories.pop();
    return directories.at(-1) === 'specifications';
}
function readSpecification(path, content) {
    const text = content.toString('utf8');
    const [name, version] = fromStub(text) ?? fromAssignments(text);
    if (!isPlain(name) || !isPlain(version) || !ruby_VERSION.test(version))
        throw new UnreadablePackages(`${path} names no gem or no version`);
    return { packages: [{ type: 'gem', name, version, bytes: null }], development: [] };
}
/** `# stub: NAME VERSION PLATFORM PATHS` in one of the first two lines, for readers that run no Ruby (RubyGems, stub_specification.rb). */
function fromStub(text) {
    let number = 0;
    for (const line of lines(text)) {
        if (number++ === 2)
            break;
        if (!line.startsWith(STUB))
            continue;
        const [name, version] = line.slice(STUB.length).split(' ', 2);
        return [name, version];
    }
    return null;
}
/** What Gem::Specification#to_ruby wrote before there were stubs: the first `s.name = "…"` and `s.version = "…"`. */
function fromAssignments(text) {
    let name;
    let version;
    for (const line of lines(text)) {
        const assignment = line.trimStart();
        if (assignment.startsWith('s.name = '))
            name ??= firstString(assignment);
        else if (assignment.startsWith('s.version = '))
            version ??= firstString(assignment);
        if (name !== undefined && version !== undefined)
            break;
    }
    return [name, version];
}
/** The first string literal of a line that nothing is interpolated in. */
function firstString(line) {
    const start = line.search(/["']/);
    if (start < 0)
        return undefined;
    const end = line.indexOf(line.charAt(start), start + 1);
    const literal = end < 0 ? '' : line.slice(start + 1, end);
    return /^[\w.-]+$/.test(literal) ? literal : undefined;
}

;// CONCATENATED MODULE: ./lib/packages/rust-audit-data.js


/** Compressed bytes that are enough to tell audit data from others. */
const BYTES_TO_TELL = 512;
/** Compressed bytes; a program of five hundred crates has some ten thousand. */
const LARGEST_AUDIT_DATA = 256 * 1024;
/** Bytes that it inflates to; the format's own bound. */
const LARGEST_INFLATED = 8 * 2 ** 20;
/** The start of a zlib stream with a window of 32 KB, for each of its levels (RFC 1950, section 2.2). */
const ZLIB_STARTS = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
const TEXT_START = /^\s*\{\s*"(?:packages|format)"\s*:/;
/**
 * Whether a zlib stream whose third byte is this one begins with a block that is compressed: text is never stored, and a
 * fourth type does not exist (RFC 1951, section 3.2.3).
 */
function isCompressedBlock(third) {
    const type = (third >> 1) & 3;
    return type === 1 || type === 2;
}
/** Whether a zlib stream begins as audit data does; `start` may be cut off anywhere. */
function startsAsAuditData(start) {
    // To inflate takes some 50 microseconds, and among thousands of places hardly one looks so by chance.
    if (!startsAsBlock(start))
        return false;
    try {
        const text = (0,external_node_zlib_.inflateSync)(start, { finishFlush: external_node_zlib_.constants.Z_SYNC_FLUSH, chunkSize: 4096 });
        return TEXT_START.test(text.toString('latin1', 0, 64));
    }
    catch {
        return false;
    }
}
/** The first bit of a zlib stream's first block that follows the block's type. */
const BLOCK_START = 16 + 3;
/** Bits that the longest code for lengths of codes has. */
const LONGEST_CODE = 7;
/**
 * Whether the first compressed block begins as one can: with fixed codes by what JSON begins with, else with as many codes
 * as there may be, whose own lengths are told by a code that is complete (RFC 1951, sections 3.2.6 and 3.2.7).
 */
function startsAsBlock(stream) {
    const bits = (at, count) => {
        let value = 0;
        for (let bit = 0; bit < count; bit++) {
            const place = BLOCK_START + at + bit;
            value |= (((stream[place >> 3] ?? 0) >> (place & 7)) & 1) << bit;
        }
        return value;
    };
    if (bits(-2, 2) === 1) {
        let first = 0;
        for (let bit = 0; bit < 8; bit++)
            first = first * 2 + bits(bit, 1);
        return JSON_STARTS.includes(first - 0x30);
    }
    if (bits(0, 5) > 29 || bits(5, 5) > 29)
        return false;
    let free = 2 ** LONGEST_CODE;
    for (let code = 0; code < bits(10, 4) + 4; code++) {
        const length = bits(14 + 3 * code, 3);
        if (length > 0)
            free -= 2 ** (LONGEST_CODE - length);
    }
    return free === 0;
}
const JSON_STARTS = Array.from('{ \t\n\r', (character) => character.charCodeAt(0));
/**
 * The crates in a program by the audit data that it holds, whatever follows that in `content`: not the program itself, nor
 * what only its build needed. Undefined where the data is damaged.
 * Source: cargo-auditable, PARSING.md and cargo-auditable.schema.json.
 */
function cratesIn(content) {
    let data;
    try {
        data = JSON.parse((0,external_node_zlib_.inflateSync)(content, { maxOutputLength: LARGEST_INFLATED }).toString('utf8'));
    }
    catch {
        return undefined;
    }
    if (!isRecord(data) || !Array.isArray(data['packages']))
        return undefined;
    const crates = [];
    for (const each of data['packages']) {
        if (!isRecord(each) || !isPlain(each['name']) || !isPlain(each['version']))
            return undefined;
        if (each['root'] === true || each['kind'] === 'build')
            continue;
        crates.push({ type: 'cargo', name: each['name'], version: each['version'], bytes: null });
    }
    return crates;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/packages/rust-binary.js






/** Bytes; Rust's runtime alone is larger. */
const rust_binary_SMALLEST_PROGRAM = 64 * 1024;
/**
 * Places that are looked at closer, which takes some 50 microseconds each: these many, and one more for so many bytes. By
 * chance there is one in 32 KB.
 */
const CANDIDATES = 4000;
const BYTES_A_CANDIDATE = 8192;
/** The section that holds the data. Section names come behind what they name. */
const SECTION_NAME = Buffer.from('.dep-v0\0', 'latin1');
/**
 * The crates in a program that cargo-auditable built: a section of it holds their list, as JSON in zlib. Where that lies is
 * only told at the file's end, so each place is looked at where zlib data may begin, in those parts of the file where linkers
 * put such a section: in what is loaded to be read only, or behind all that is loaded. Other programs tell nothing.
 */
const rustBinary = {
    type: 'cargo',
    matches: ({ executable, size }) => executable && size >= rust_binary_SMALLEST_PROGRAM,
    reader: createRustReader,
};
function createRustReader({ path, size }) {
    let candidates = 0;
    /** Starts of what may be the data. */
    let open = [];
    /** What begins as the data does. Of several, the last is the program's own: it may hold other programs. */
    let data;
    let isNamed = false;
    const walk = createSegmentWalk((loaded) => partsToSearch(loaded, size), openPart);
    function openPart() {
        const searches = ZLIB_STARTS.map((start) => ({ start, search: createStreamSearch(start) }));
        const names = createStreamSearch(SECTION_NAME);
        let first;
        return (piece, offset) => {
            // What began at the end of another part goes on nowhere.
            if (first === undefined)
                settle();
            const origin = (first ??= offset);
            data?.write(piece, offset);
            for (const span of open)
                span.write(piece, offset);
            for (const { start, search } of searches) {
                search.write(piece, (place) => {
                    consider(origin + place, start, piece, offset);
                    return undefined;
                });
            }
            open = open.filter((span) => {
                if (span.isComplete())
                    judge(span, piece, offset);
                return !span.isComplete();
            });
            // Only what comes behind the data can be its name.
            if (data !== undefined)
                names.write(piece, () => void (isNamed = true));
        };
    }
    function consider(place, start, piece, offset) {
        const third = piece[place + 2 - offset];
        if (third !== undefined && !isCompressedBlock(third))
            return;
        if (++candidates > CANDIDATES + place / BYTES_A_CANDIDATE)
            return;
        const span = createSpan(place, place + BYTES_TO_TELL);
        // Its first byte may have gone by with the piece before.
        span.write(start, place);
        span.write(piece, offset);
        open.push(span);
    }
    function judge(span, piece, offset) {
        if (span.start < (data?.start ?? 0) || !startsAsAuditData(span.bytes()))
            return;
        data = createSpan(span.start, span.start + LARGEST_AUDIT_DATA);
        data.write(span.bytes(), span.start);
        data.write(piece, offset);
        isNamed = span.bytes().includes(SECTION_NAME);
    }
    function settle() {
        for (const span of open)
            judge(span, Buffer.alloc(0), span.end);
        open = [];
    }
    function end() {
        settle();
        const packages = data !== undefined && isNamed ? cratesIn(data.bytes()) : [];
        if (packages === undefined)
            throw new UnreadablePackages(`${path} has a damaged list of crates of cargo-auditable`);
        return { packages, development: [] };
    }
    return { write: (piece) => walk.write(piece), end };
}
/** Linkers that keep code apart from data have segments of the latter; others put both into one. */
function partsToSearch(loaded, size) {
    const readOnly = loaded.filter(({ isWritable }) => !isWritable);
    const data = readOnly.filter(({ isExecutable }) => !isExecutable);
    const end = Math.max(0, ...loaded.map((segment) => segment.offset + segment.size));
    const rest = { type: PT_LOAD, isWritable: false, isExecutable: false, offset: end, size: Math.max(0, size - end) };
    return [...(data.length > 0 ? data : readOnly), rest];
}

// EXTERNAL MODULE: ./lib/shell-script.js
var shell_script = __webpack_require__(5877);
;// CONCATENATED MODULE: ./lib/packages/start-script.js


/** Bytes of a script. Official images start with some 20 kB at most. */
const LARGEST_SCRIPT = 64 * 2 ** 10;
/** Characters that are kept of it, without its comments: what MySQL's image starts with has some 14 kB then. */
const start_script_LONGEST_TEXT = 16 * 2 ** 10;
/** Of a larger file: as much as Linux reads of a first line (BINPRM_BUF_SIZE). */
const LONGEST_FIRST_LINE = 256;
const start_script_LONGEST_NAME = 100;
/** What containers are started with where no ending says that it is a script: `docker-entrypoint`, `start-web`, `run`. */
const NAMED = /(?:^|[-_.])(?:entry[-_]?point(?:[-_.][\w.-]*)?|(?:start|run|init|boot|bootstrap|launch|serve|server|web|worker|cmd|migrate|release)(?:[-_][\w-]*)?)$/;
/** Where programs of the user's own may have any name: not a distribution's. */
const PROGRAM = /(?:^|\/)bin\/[\w-]+$/;
const OF_DISTRIBUTION = /^(?:usr\/)?s?bin\//;
/** Where other people's scripts lie, of which no image starts one. Not /usr/src: Node's images have their program there. */
const ELSEWHERE = /(?:^|\/)(?:node_modules|bower_components|site-packages|dist-packages|vendor|gems|\.git)\/|^(?:usr\/)?lib(?:32|64|x32)?\/|^usr\/(?:share|include|local\/(?:go|cargo|rustup)|src\/(?:linux|python|php)[^/]*)\/|^etc\/(?:init|rc[\dS]|cron|profile)[\w.]*\/|^(?:proc|sys|var\/(?:lib|cache|log))\//;
const SHELL = /^(?:ba|da|a|k|mk|pdk|z)?sh$/;
/** Shell scripts that an image may start: what they run is needed in it. */
const startScript = {
    type: null,
    matches: (file) => (mayStart((0,posix_path/* baseName */.Fl)(file.path)) || isProgram(file)) && !ELSEWHERE.test(file.path),
    reader: (file) => createReader(file),
};
function isProgram({ path, size, executable }) {
    return executable && size <= LARGEST_SCRIPT && PROGRAM.test(path) && !OF_DISTRIBUTION.test(path);
}
function mayStart(name) {
    return name.length <= start_script_LONGEST_NAME && (hasEnding(name) || NAMED.test(name));
}
function hasEnding(name) {
    return name.endsWith('.sh') || name.endsWith('.bash');
}
/** A program that is called so is larger, and tells nothing: of what is too large no more is kept than its first line. */
function createReader({ path, size }) {
    const isTooLarge = size > LARGEST_SCRIPT;
    const content = Buffer.alloc(isTooLarge ? LONGEST_FIRST_LINE : size);
    let length = 0;
    return {
        write(piece) {
            if (length < content.length)
                length += piece.copy(content, length);
        },
        end() {
            const text = content.toString('utf8', 0, length);
            const isBinary = text.includes('\0');
            if (!isShellScript(path, text, isBinary))
                return { packages: [], development: [] };
            const commands = isTooLarge || isBinary ? null : (0,shell_script/* commandsIn */.G)(text);
            const isKept = commands !== null && commands.length <= start_script_LONGEST_TEXT;
            const dependencies = { kind: 'start-script', text: isKept ? commands : null };
            return { packages: [], development: [], dependencies };
        },
    };
}
/** By its first line (`#!/usr/bin/env bash`, `#!/command/with-contenv sh`) or, where it has none of the kind, its name. */
function isShellScript(path, text, isBinary) {
    if (!text.startsWith('#!'))
        return hasEnding(path) && !isBinary;
    const [first = ''] = text.slice(2, LONGEST_FIRST_LINE).split('\n', 1);
    return first.split(/\s+/).some((word) => SHELL.test((0,posix_path/* baseName */.Fl)(word)));
}

;// CONCATENATED MODULE: ./lib/packages/yarn-lock.js


/** More of them are in no project of this world. */
const yarn_lock_MOST_PACKAGES = 200_000;
const yarn_lock_MOST_ASKS = 2_000_000;
/** Characters of a line. Keys name every range that is asked for. */
const yarn_lock_LONGEST_LINE = 2 ** 20;
/** Sections of an entry whose lines are what it asks for. */
const ASKS = new Set(['dependencies', 'optionalDependencies']);
/** Thrown where a line is not of the kind that Yarn writes. */
class yarn_lock_NotUnderstood extends Error {
}
/**
 * Reads yarn.lock of Yarn 1 and of later ones; null where it is neither, or has a line that Yarn would not write, as those
 * of a merge that was not settled. No YAML reader: Yarn 1 writes none, and later ones only this much of it.
 * Source: Yarn 1's `src/lockfile/stringify.js`, berry's `packages/yarnpkg-parsers/sources/syml.ts`.
 */
function readYarnLock(text) {
    const generation = /^__metadata:\r?\n/m.test(text) ? 'berry' : 'classic';
    if (generation === 'classic' && !/^# yarn lockfile v1\r?$/m.test(text))
        return null;
    try {
        return { kind: 'yarn-lock', generation, packages: yarn_lock_read(text, generation) };
    }
    catch (error) {
        if (error instanceof yarn_lock_NotUnderstood)
            return null;
        throw error;
    }
}
function yarn_lock_read(text, generation) {
    const packages = [];
    let draft = null;
    let section = '';
    let asks = 0;
    const finish = () => {
        if (draft === null || draft.answers[0] === '__metadata')
            return;
        if (packages.length === yarn_lock_MOST_PACKAGES)
            throw new yarn_lock_NotUnderstood();
        packages.push(yarn_lock_packageOf(draft));
    };
    /** A key that is too long for one line of YAML stands behind a question mark, its colon on the next line. */
    let open = null;
    for (const row of lines(text)) {
        const line = row.endsWith('\r') ? row.slice(0, -1) : row;
        if (line === '' || line.startsWith('#'))
            continue;
        if (line.length > yarn_lock_LONGEST_LINE)
            throw new yarn_lock_NotUnderstood();
        const depth = /^ */.exec(line)?.[0].length ?? 0;
        if (open !== null) {
            if (line !== ':')
                throw new yarn_lock_NotUnderstood();
            draft = { answers: answersIn(open, generation), version: null, resolution: null, asks: [] };
            open = null;
        }
        else if (depth === 0) {
            finish();
            section = '';
            if (line.startsWith('? ')) {
                draft = null;
                open = line.slice(2);
            }
            else {
                if (!line.endsWith(':'))
                    throw new yarn_lock_NotUnderstood();
                const key = line.slice(0, -1);
                draft = { answers: answersIn(key, generation), version: null, resolution: null, asks: [] };
            }
        }
        else if (draft === null || depth % 2 !== 0)
            throw new yarn_lock_NotUnderstood();
        else if (depth === 2) {
            const [key, value] = field(line.slice(2), generation);
            section = value === '' ? key : '';
            if (key === 'version')
                draft.version = value;
            else if (key === 'resolution')
                draft.resolution = value;
        }
        else if (depth === 4 && ASKS.has(section)) {
            const [name, range] = field(line.slice(4), generation);
            if (range === '' || ++asks > yarn_lock_MOST_ASKS)
                throw new yarn_lock_NotUnderstood();
            draft.asks.push(`${name}@${range}`);
        }
        else if (section === '')
            throw new yarn_lock_NotUnderstood();
    }
    if (open !== null)
        throw new yarn_lock_NotUnderstood();
    finish();
    return packages;
}
/** `key "value"` of Yarn 1, `key: value` of later ones; a value of '' stands for the lines below. */
function field(text, generation) {
    const end = text.startsWith('"')
        ? text.indexOf('"', 1) + 1
        : text.search(generation === 'berry' ? /:(?: |$)/ : /[ :]/);
    if (end <= 0)
        throw new yarn_lock_NotUnderstood();
    const key = unquoted(text.slice(0, end));
    const rest = text.slice(end);
    if (rest === ':')
        return [key, ''];
    const separator = generation === 'berry' ? ': ' : ' ';
    if (!rest.startsWith(separator))
        throw new yarn_lock_NotUnderstood();
    const value = unquoted(rest.slice(separator.length));
    if (value === '')
        throw new yarn_lock_NotUnderstood();
    return [key, value];
}
/** Names, ranges and versions have no quotes in them, and nothing that needs a backslash. */
function unquoted(text) {
    if (!text.startsWith('"')) {
        if (text === '' || text.includes('"'))
            throw new yarn_lock_NotUnderstood();
        return text;
    }
    const inner = text.slice(1, -1);
    if (text.length < 2 || !text.endsWith('"') || inner.includes('"'))
        throw new yarn_lock_NotUnderstood();
    return inner;
}
/** Yarn 1 puts quotes around each of them that needs some, later ones around all together. */
function answersIn(key, generation) {
    if (generation === 'berry')
        return unquoted(key).split(', ');
    if (!/^(?:"[^"]*"|[^\s",]+)(?:, (?:"[^"]*"|[^\s",]+))*$/.test(key))
        throw new yarn_lock_NotUnderstood();
    return [...key.matchAll(/"([^"]*)"|[^\s",]+/g)].map(([plain, quoted]) => quoted ?? plain);
}
function yarn_lock_packageOf({ answers, version, resolution, asks }) {
    const [first = ''] = answers;
    const name = nameIn(resolution ?? aliased(first) ?? first);
    if (name === null || !isPlain(version))
        throw new yarn_lock_NotUnderstood();
    const workspace = resolution === null ? null : workspaceIn(resolution);
    return { name, version, answers, asks, workspace };
}
/** `alias@npm:chalk@^4.0.0` of Yarn 1 is another package under that name. */
function aliased(pattern) {
    return /^@?[^@]+@npm:(@?[^@]+@.+)$/.exec(pattern)?.[1] ?? null;
}
/** The name of what `name@range` asks for; null where there is none. */
function nameIn(ask) {
    const at = ask.indexOf('@', 1);
    const name = at < 0 ? '' : ask.slice(0, at);
    return isPlain(name) ? name : null;
}
function workspaceIn(resolution) {
    return /^@?[^@]+@workspace:(.+)$/.exec(resolution)?.[1] ?? null;
}

;// CONCATENATED MODULE: ./lib/packages/yarn.js






const yarn_LOCK = 'yarn.lock';
const INTEGRITY = 'node_modules/.yarn-integrity';
/** What Yarn locked for a project, and what Yarn 1 notes of how it installed that. The packages are found by their package.json. */
const yarn = {
    type: null,
    tellsOfDevelopment: true,
    matches: ({ path }) => (path.endsWith(yarn_LOCK) && yarn_isOfProject(path)) || (path.endsWith(INTEGRITY) && rootOf(path, INTEGRITY) !== null),
    reader: (file) => wholeFile(file, (content) => file.path.endsWith(yarn_LOCK) ? yarn_readLock(file.path, content) : readIntegrity(file.path, content)),
};
/** What a package was published with says nothing of what is installed now. */
function yarn_isOfProject(path) {
    return rootOf(path, yarn_LOCK) !== null && !path.startsWith('node_modules/');
}
function yarn_readLock(path, content) {
    const text = content.toString('utf8');
    // An empty one makes a directory a project of its own.
    if (text.trim() === '')
        return { packages: [], development: [] };
    const lock = readYarnLock(text);
    if (lock === null)
        throw new UnreadablePackages(`${path} is no lock file as Yarn writes it`);
    return { packages: [], development: [], dependencies: lock };
}
function readIntegrity(path, content) {
    const fields = fieldsOf(parseJson(path, content));
    const flags = fields?.get('flags');
    const asked = fields?.get('topLevelPatterns');
    if (!Array.isArray(flags) || !Array.isArray(asked))
        throw new UnreadablePackages(`${path} is not as Yarn 1 writes it`);
    return {
        packages: [],
        development: [],
        dependencies: {
            kind: 'yarn-integrity',
            isProduction: flags.includes('production'),
            asked: [...new Set(asked.filter((one) => isPlain(one)))],
        },
    };
}

;// CONCATENATED MODULE: ./lib/packages/index.js

















const FORMATS = [
    debian,
    alpine,
    npm,
    npmLock,
    nodeProject,
    pnpm,
    yarn,
    python,
    pythonRecord,
    pythonLock,
    ruby,
    composer,
    startScript,
    rpmDatabase,
    javaArchive,
    goBinary,
    rustBinary,
];
/** Whether `file` is of a kind that says which packages only development needs. */
function tellsOfDevelopment(file) {
    return FORMATS.some((format) => format.tellsOfDevelopment === true && format.matches(file));
}
/** Types of the packages that `file` may tell of. */
function packageTypesOf(file) {
    return FORMATS.flatMap((format) => (format.type !== null && format.matches(file) ? [format.type] : []));
}
/** Who reads the packages that `file` tells of; null where it is of no known kind. */
function packageReaderFor(file) {
    const formats = FORMATS.filter((format) => format.matches(file));
    if (formats.length === 0)
        return null;
    return fanOut(formats.map((format) => format.reader(file)));
}

;// CONCATENATED MODULE: ./lib/elf/elf-name-windows.js


/** The section with the names of all sections, among which is its own. */
const OWN_NAME = Buffer.from('.shstrtab', 'latin1');
/** Bytes kept on each side of the name. Tables of some forty names have under 1 KB. */
const REACH = 16 * 1024;
/** Within this distance of a name that was found, the part kept for that one has enough of what follows. */
const CLOSE = REACH / 2;
/** Files can hold others whole, and their names; the own ones are then mostly the last, seldom the first. */
const FIRST_KEPT = 2;
const LAST_KEPT = 6;
/** Keeps what lies around each place where a section of section names may name itself: 256 KB at most. */
function createNameWindows() {
    const search = createStreamSearch(OWN_NAME);
    const windows = [];
    const recent = createRecent();
    function write(piece, offset) {
        for (const window of windows)
            window.write(piece, offset);
        search.write(piece, (place) => {
            const start = Math.max(0, place - REACH);
            const window = createSpan(start, place + REACH);
            const before = recent.from(start);
            window.write(before, offset - before.length);
            window.write(piece, offset);
            if (windows.length === FIRST_KEPT + LAST_KEPT)
                windows.splice(FIRST_KEPT, 1);
            windows.push(window);
            return place + CLOSE;
        });
        recent.write(piece);
    }
    function find(start, end) {
        const window = windows.find((each) => each.start <= start && end <= each.start + each.bytes().length);
        return window?.bytes().subarray(start - window.start, end - window.start);
    }
    return { write, find };
}
/** The last bytes that went by: at least REACH and a name, where there were so many. */
function createRecent() {
    const kept = REACH + OWN_NAME.length;
    let content = Buffer.alloc(0);
    let filled = 0;
    let position = 0;
    function write(piece) {
        position += piece.length;
        const last = piece.subarray(Math.max(0, piece.length - kept));
        // Twice the room, so that bytes are moved to the front once in a while and not with each piece.
        if (content.length === 0)
            content = Buffer.allocUnsafe(2 * kept);
        if (filled + last.length > content.length) {
            const old = Math.min(filled, kept - last.length);
            content.copyWithin(0, filled - old, filled);
            filled = old;
        }
        filled += last.copy(content, filled);
    }
    /** What is kept of the bytes from `start` on. */
    function from(start) {
        return content.subarray(Math.max(0, filled - Math.max(0, position - start)), filled);
    }
    return { write, from };
}

;// CONCATENATED MODULE: ./lib/elf/elf-debug.js



/** Executables have some forty sections; one that announces many more is hostile, or of no interest. */
const MOST_SECTIONS = 4096;
/** Bytes; names of some forty sections have under 1 KB. */
const LARGEST_NAME_TABLE = 64 * 1024;
/** What is looked at of a name. */
const elf_debug_LONGEST_NAME = 64;
/** What GNU strip takes for debug information by its name (binutils, bfd/elf.c, _bfd_elf_make_section_from_shdr). */
const DEBUG_NAME = /^\.(?:z?debug|gdb_index$|line|stab|gnu\.debuglto_\.debug_|gnu\.linkonce\.wi\.)/;
/**
 * Counts the bytes that `strip --strip-all` would take out of an executable or a shared library (ET_EXEC and ET_DYN): its
 * symbol table, that table's strings, and what holds debug information by its name and is not loaded into memory. Symbols
 * for the dynamic linker, Go's tables for its runtime, .gnu_debugdata and links to separate debug files stay, as with strip.
 *
 * The section headers that tell of all this mostly come last, and the section names before them at a place that only the
 * headers tell. So places that may be the table of names are kept while they go by. Where they turn out to be others, the
 * symbol table is still told by its type. Of files with more than 4,096 sections nothing is told.
 */
function createElfScan() {
    const start = createSpan(0, ELF_HEADER_BYTES);
    const windows = createNameWindows();
    let position = 0;
    let header;
    let table;
    let sections = [];
    /** Only in files whose names come after the section headers, which then tell where. */
    let names;
    let isOfNoInterest = false;
    function write(piece) {
        const offset = position;
        position += piece.length;
        if (isOfNoInterest)
            return;
        if (table !== undefined) {
            take(piece, offset, table);
            return;
        }
        start.write(piece, offset);
        isOfNoInterest = !startsAsElf(start.bytes());
        if (!start.isComplete() || isOfNoInterest)
            return;
        header = readElfHeader(start.bytes());
        if (header === undefined || !hasSectionsToRead(header)) {
            isOfNoInterest = true;
            return;
        }
        table = createSpan(header.tableOffset, header.tableOffset + header.sections * header.sectionBytes);
        take(start.bytes(), 0, table);
        take(piece.subarray(ELF_HEADER_BYTES - offset), ELF_HEADER_BYTES, table);
    }
    function take(piece, offset, headers) {
        if (!headers.isComplete()) {
            headers.write(piece, offset);
            if (headers.isComplete())
                onHeaders(headers.bytes(), offset);
        }
        if (names === undefined)
            windows.write(piece, offset);
        else
            names.write(piece, offset);
    }
    /** `offset` is where the piece at hand begins: all from there on can still be read. */
    function onHeaders(content, offset) {
        const from = header;
        if (from === undefined)
            return;
        sections = Array.from({ length: from.sections }, (_, index) => from.section(content, index));
        const own = namesSection();
        if (own !== undefined && own.offset >= offset)
            names = createSpan(own.offset, own.offset + own.size);
    }
    function namesSection() {
        const section = sections[header?.namesIndex ?? 0];
        return section?.type === SHT_STRTAB && section.size <= LARGEST_NAME_TABLE ? section : undefined;
    }
    function nameTable() {
        const own = namesSection();
        if (own === undefined)
            return Buffer.alloc(0);
        return names?.bytes() ?? windows.find(own.offset, own.offset + own.size) ?? Buffer.alloc(0);
    }
    function end() {
        const text = nameTable();
        const symbolStrings = new Set(sections.map(({ type, link }) => (type === SHT_SYMTAB ? sections[link] : undefined)));
        symbolStrings.delete(namesSection());
        const taken = sections.filter((section) => {
            if (section.isAllocated || section.type === SHT_NOBITS)
                return false;
            return section.type === SHT_SYMTAB || symbolStrings.has(section) || DEBUG_NAME.test(elf_debug_nameIn(text, section.nameAt));
        });
        const bytes = taken.reduce((sum, { size }) => sum + size, 0);
        const isWithinFile = taken.every(({ offset, size }) => offset + size <= position);
        // Sections that lie on one another are no linker's work.
        return isWithinFile && bytes <= position ? bytes : 0;
    }
    return { write, end };
}
function hasSectionsToRead({ type, sections }) {
    return (type === ET_EXEC || type === ET_DYN) && sections > 0 && sections <= MOST_SECTIONS;
}
function elf_debug_nameIn(table, at) {
    const end = table.indexOf(0, at);
    return end < 0 ? '' : table.toString('latin1', at, Math.min(end, at + elf_debug_LONGEST_NAME));
}

;// CONCATENATED MODULE: ./lib/layer/content-digest.js

/** Bytes: from so many on GMAC has made up for its start, which takes ten times as long. */
const LARGE = 64 * 1024;
/**
 * The digest of a file of `size` bytes. A small one's is of its SHA-256. A large one's is of its GMAC, which processors
 * compute five times as fast; with a key that everybody knows that is no proof against who makes two files for it, and none is
 * needed here: it only misleads about their own image.
 */
function contentDigest(size) {
    return size < LARGE ? sha256(size) : gmac();
}
/** The SHA-256 of bytes of which others than the size are not told: with what they alone do not tell in front. */
function saltedDigest(salt) {
    const digest = external_node_crypto_.createHash('sha256').update(salt);
    return {
        write: (piece) => digest.update(piece),
        end: () => contentIn(digest.digest('hex')),
    };
}
/** As a text: a buffer would take six times as long. Most files come in one piece, and are then spared a hash object each. */
function sha256(size) {
    let whole = null;
    let digest = null;
    return {
        write(piece) {
            // Node has it since 20.12.
            if (piece.length === size && "hash" in external_node_crypto_namespaceObject)
                whole = external_node_crypto_.hash('sha256', piece);
            else
                (digest ??= external_node_crypto_.createHash('sha256')).update(piece);
        },
        end: () => contentIn(whole ?? (digest ?? external_node_crypto_.createHash('sha256')).digest('hex')),
    };
}
const content_digest_KEY = Buffer.alloc(16);
const NONCE = Buffer.alloc(12);
/** The tag of AES-GCM over nothing but data that is not encrypted (NIST SP 800-38D). */
function gmac() {
    const cipher = external_node_crypto_.createCipheriv('aes-128-gcm', content_digest_KEY, NONCE);
    return {
        write: (piece) => cipher.setAAD(piece),
        end() {
            cipher.final();
            const tag = cipher.getAuthTag();
            return { contentHigh: tag.readUInt32BE(0), contentLow: tag.readUInt32BE(4) };
        },
    };
}
function contentIn(digest) {
    return { contentHigh: Number.parseInt(digest.slice(0, 8), 16), contentLow: Number.parseInt(digest.slice(8, 16), 16) };
}

// EXTERNAL MODULE: ./lib/layer/secret-word.js
var secret_word = __webpack_require__(7658);
;// CONCATENATED MODULE: ./lib/layer/secret-scan.js


/** Files that hold secrets are small; of a larger one the first bytes are looked at. */
const LOOKED_AT = 64 * 1024;
/** How a value begins that stands for another, or says where that is: `${TOKEN}`, `<token>`, `xxx`, `op://…`. */
const PLACEHOLDER = [
    ...[String.raw `[$<*[]`, String.raw `\{\{`, 'x{3,}', String.raw `\.{3}`, '__', String.raw `%\w+%`, String.raw `@\w+@`],
    ...['change.?me', 'change.?this', 'replace', 'your', 'example', 'placeholder', 'dummy', 'fake', 'todo', 'insert.'],
    ...['redacted', 'encrypted:', String.raw `enc\[`, '(?:op|vault|ref|file|arn|awssm|gcpsm):', String.raw `/run/secrets/`],
].join('|');
/** Whole values that are no secret. */
const NO_SECRET = '(?:secret|password|token|test|none|null|nil|undefined|true|false|yes|required|optional)';
/** A value that is there, and does not stand for another. */
const VALUE = String.raw `(?!["']?(?:${PLACEHOLDER}|${NO_SECRET}(?=["'\s,;<}]|$)))["']?[^\s"'#]{3,}`;
/** The password of a URL, with all that is before it; not the one that a manual has, nor the user's name again. */
const IN_URL = String.raw `(?<![\w+.-])[a-z][\w+.-]*://(?<user>[^\s:@/"']*):(?!(?:${PLACEHOLDER})|(?:\k<user>|${NO_SECRET}|pass|passwd|pwd|user|root|admin|guest|postgres|mysql)@)[^\s@/"']{3,}@`;
/** What a line of an .env file begins with, up to the variable's name. */
const VARIABLE = String.raw `^[ \t]*(?:export[ \t]+)?`;
/** Variables that bundlers put into what browsers get. */
const PUBLIC = String.raw `(?:VITE|REACT_APP|VUE_APP|GATSBY)_|\w*?(?<![A-Za-z0-9])PUBLIC(?![A-Za-z0-9])`;
/** At a name's end only, and also where no underscore parts it from the rest (`DBPASSWORD`): here the value is seen as well. */
const SECRET_VARIABLE = String.raw `(?!${PUBLIC})(?:APP_KEY|(?:\w*_)?PASS|\w*${secret_word/* SECRET_WORD */.a})`;
/** `.env`, `.env.production`; no example of one. */
const ENV_FILE = /(?:^|\/)\.env(?:\.(?!(?:[\w.-]*\.)?(?:example|sample|template|tmpl|tpl|dist|defaults?|schema)$)[\w.-]+)?$/;
const RULES = [
    {
        kind: 'a private key',
        path: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|ssh_host_\w+_key|[^/]+\.(?:pem|key|ppk))$/i,
        content: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|^PuTTY-User-Key-File-\d/,
    },
    {
        kind: 'a private key',
        path: /(?:^|\/)[^/]*(?:service[-_]?account|credentials?)[^/]*\.json$/i,
        content: /"private_key"\s*:\s*"-----BEGIN /,
    },
    {
        // Rails' own, of its encrypted credentials.
        kind: 'an encryption key',
        path: /(?:^|\/)config\/(?:master|credentials\/\w+)\.key$/,
        content: /^[0-9a-f]{32,}\s*$/,
    },
    {
        kind: 'a registry token',
        path: /(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.yml)$/,
        content: new RegExp(String.raw `(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?\s*[=:]\s*${VALUE}`, 'i'),
    },
    {
        kind: 'a registry token',
        path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson|containers\/(?:\d+\/)?auth\.json)$/,
        content: /"(?:auth|identitytoken|registrytoken)"\s*:\s*"[^"]{3,}"/,
    },
    {
        kind: 'a registry token',
        path: /(?:^|\/)\.?cargo\/credentials(?:\.toml)?$/,
        content: new RegExp(String.raw `^[ \t]*(?:secret-key|token)[ \t]*=[ \t]*${VALUE}`, 'im'),
    },
    {
        // Composer's; the name alone is anyone's.
        kind: 'a registry token',
        path: /(?:^|\/)auth\.json$/,
        content: new RegExp([
            String.raw `"(?:github-oauth|gitlab-oauth|gitlab-token|bearer)"\s*:\s*\{\s*"[^"]+"\s*:\s*(?:\{[^}]{0,2000}"token"\s*:\s*)?${VALUE}`,
            String.raw `"(?:http-basic|bitbucket-oauth)"\s*:\s*\{[^}]{0,2000}"(?:password|consumer-secret)"\s*:\s*${VALUE}`,
        ].join('|'), 'i'),
    },
    {
        kind: 'a password',
        path: /(?:^|\/)(?:\.netrc|_netrc)$/,
        content: new RegExp(String.raw `\bpassword\s+${VALUE}`, 'i'),
    },
    { kind: 'a password', path: /(?:^|\/)\.pgpass$/, content: /^[^#\s][^:\n]*:[^:\n]*:[^:\n]*:[^:\n]*:[^\s]/m },
    {
        kind: 'a password',
        path: /(?:^|\/)\.pypirc$/,
        content: new RegExp(String.raw `^[ \t]*password\s*[=:]\s*${VALUE}`, 'im'),
    },
    {
        kind: 'a password',
        path: /(?:^|\/)pip\.conf$/,
        content: new RegExp(String.raw `^[^#;\n]*${IN_URL}`, 'im'),
    },
    {
        // In braces it is encrypted (Maven's password encryption).
        kind: 'a password',
        path: /(?:^|\/)\.m2\/settings\.xml$/,
        content: new RegExp(String.raw `<(?:password|passphrase)>\s*(?!\{)${VALUE}`, 'i'),
        without: /<!--[\s\S]*?(?:-->|$)/g,
    },
    {
        kind: 'a password',
        path: ENV_FILE,
        content: new RegExp(String.raw `${VARIABLE}(?=\w*(?:PASS|PASSWD|P(?:ASS)?WORD)[ \t]*=)${SECRET_VARIABLE}[ \t]*=[ \t]*${VALUE}`, 'im'),
    },
    {
        kind: 'a token',
        path: ENV_FILE,
        content: new RegExp(String.raw `${VARIABLE}${SECRET_VARIABLE}[ \t]*=[ \t]*${VALUE}`, 'im'),
    },
    {
        kind: 'a password',
        path: ENV_FILE,
        content: new RegExp(String.raw `${VARIABLE}\w+[ \t]*=[ \t]*["']?${IN_URL}`, 'im'),
    },
    {
        kind: 'a token',
        path: /(?:^|\/)\.kube\/config$/,
        content: new RegExp(String.raw `^[ \t]*(?:client-key-data|token|password):\s*${VALUE}`, 'm'),
    },
    {
        kind: 'a token',
        path: /(?:^|\/)(?:application_default_credentials|gcloud\/legacy_credentials\/[^/]+\/adc)\.json$/,
        content: new RegExp(String.raw `"refresh_token"\s*:\s*${VALUE}`),
    },
    {
        kind: 'an access key',
        path: /(?:^|\/)\.aws\/(?:credentials|config)$/,
        content: new RegExp(String.raw `^[ \t]*aws_secret_access_key\s*=\s*${VALUE}`, 'im'),
    },
    {
        kind: 'credentials of a repository',
        path: /(?:^|\/)(?:\.git-credentials|\.git\/config|\.config\/git\/credentials)$/,
        content: /https?:\/\/[^\s/@:]+:[^\s/@]+@|https?:\/\/(?:gh[a-z]_|glpat-)[^\s/@]+@|extraheader\s*=\s*authorization:/i,
    },
    {
        // Of a host, whose dots are two underscores each (bundle-config, "Credentials for Gem Sources").
        kind: 'credentials of a repository',
        path: /(?:^|\/)\.?bundle\/config$/,
        content: new RegExp(String.raw `^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|PLUGINS)__|GEM__[A-Z]+:)(?=\w*?__\w)\w+:[ \t]*(?!["']?(?:https?:|/|-))${VALUE}|^BUNDLE_MIRROR__.*${IN_URL}`, 'im'),
    },
];
/** What tests and shows, in other people's code. */
const SAMPLES = 'tests?|testing|testdata|t|fixtures?|specs?|examples?|samples?|demos?';
/** Where software ships keys of its own to test and show with. */
const secret_scan_OTHERS = new RegExp(`(?:^|/)(?:${[
    'node_modules|site-packages|dist-packages|gems|testdata|fixtures|usr/share/doc',
    ...['go/pkg/mod', String.raw `\.?cargo/(?:registry|git)`, String.raw `\.m2/repository`, String.raw `\.gradle/caches`],
    ...[
        String.raw `lib(?:64)?/(?:python|pypy)\d[\d.]*`,
        String.raw `lib(?:64)?/ruby`,
        String.raw `(?:lib|share)/(?:[^/]+/)?perl5?`,
    ],
    // Modules that `go mod vendor` copied, by their hosts; Composer's packages have their tests with them.
    ...[String.raw `vendor/[\w-]+\.[a-z]+/[^/]+`, `(?:vendor|deps)/(?:[^/]+/)+(?:${SAMPLES})`],
].join('|')})/`);
/** The last parts of the paths above, so that of a million files few have to be matched with them all. */
const secret_scan_NAME = /^(?:\..*|_netrc|config|config\.json|credentials(?:\.toml)?|pip\.conf|settings\.xml|id_\w+|\w+_key|.+\.(?:pem|key|ppk|json))$/i;
/** Looks for a secret where a file's name says that it may hold one; null: its name does not. */
function secretScanFor({ path, size }) {
    if (size === 0 || !secret_scan_NAME.test((0,posix_path/* baseName */.Fl)(path)))
        return null;
    const rules = RULES.filter((rule) => rule.path.test(path));
    if (rules.length === 0 || secret_scan_OTHERS.test(path))
        return null;
    let text = '';
    return {
        write(piece) {
            if (text.length < LOOKED_AT)
                text += piece.toString('latin1', 0, LOOKED_AT - text.length);
        },
        end: () => rules.find(({ content, without }) => content.test(without === undefined ? text : text.replace(without, '')))
            ?.kind ?? null,
    };
}

;// CONCATENATED MODULE: ./lib/layer/inspect-file.js






/** Of a file that nobody looks into: what tells its content apart. `salt` is of what its bytes alone do not tell. */
function digestFile(salt, onEnd) {
    return digestOf(salt, NOTHING_SEEN, onEnd);
}
/** The same of a file with holes, which no reader takes. */
function digestHoles(file, salt, onEnd) {
    const packages = unreadableRecord(packageTypesOf(file));
    const hidesWaste = tellsOfDevelopment(file);
    const isMissed = packages !== null || hidesWaste;
    const troubles = isMissed ? [troubleOf(`${file.path} is stored with holes, which is not read`)] : [];
    return digestOf(salt, { ...NOTHING_SEEN, packages, troubles, hidesWaste }, onEnd);
}
const NOTHING_SEEN = { packages: null, debug: 0, secret: null, troubles: [], hidesWaste: false };
function digestOf(salt, seen, onEnd) {
    const content = saltedDigest(salt);
    return {
        write: (piece) => content.write(piece),
        end: () => onEnd({ ...content.end(), ...seen }),
    };
}
function troubleOf(what) {
    return `packages could not be read: ${what}`;
}
/** Looks into a file while its bytes go by; `onEnd` gets what was seen. */
function inspectFile(file, onEnd) {
    const content = contentDigest(file.size);
    const troubles = [];
    let elf;
    let reader = attempt(() => packageReaderFor(file), null);
    const secret = secretScanFor(file);
    /** A package database that cannot be read costs its packages, never the layer's size. */
    function attempt(act, otherwise) {
        try {
            return act();
        }
        catch (error) {
            const what = error instanceof UnreadablePackages ? error.message : `${file.path}: ${(0,errors/* messageOf */.bD)(error)}`;
            troubles.push(troubleOf(what));
            reader = null;
            return otherwise;
        }
    }
    return {
        write(piece) {
            content.write(piece);
            // The first byte of "\x7fELF".
            elf ??= elf === undefined && piece[0] === 0x7f ? createElfScan() : null;
            elf?.write(piece);
            const current = reader;
            if (current !== null)
                attempt(() => current.write(piece), undefined);
            secret?.write(piece);
        },
        end() {
            const current = reader;
            const record = current === null ? null : attempt(() => current.end(), null);
            onEnd({
                ...content.end(),
                packages: troubles.length > 0 ? unreadableRecord(packageTypesOf(file)) : record,
                debug: elf?.end() ?? 0,
                secret: secret?.end() ?? null,
                troubles,
                hidesWaste: troubles.length > 0 && tellsOfDevelopment(file),
            });
        },
    };
}

;// CONCATENATED MODULE: ./lib/layer/kept-records.js

/** Characters that all records of packages of a layer have as JSON; 50,000 packages for Node have some 20 million. */
const MOST_RECORDED = 32 * 2 ** 20;
/** Characters of the start scripts among them: thousands of scripts, such as a project's tests, are to cost no package. */
const MOST_SCRIPT = 2 * 2 ** 20;
/** What a record takes apart from what it says, in the same measure. */
const RECORD_BYTES = 200;
function createKeptRecords() {
    const records = new Map();
    /** One for all files that tell of packages of the same types: a layer may have millions of them. */
    const dropped = new Map();
    let recorded = 0;
    let inScripts = 0;
    /** A script that is one too many is as one that could not be read. */
    function limited(record) {
        const { dependencies } = record;
        if (dependencies?.kind !== 'start-script')
            return record;
        inScripts += dependencies.text?.length ?? 0;
        return inScripts > MOST_SCRIPT ? { ...record, dependencies: { ...dependencies, text: null } } : record;
    }
    function drop(path, { packages, unreadable = [] }) {
        const types = [...new Set([...packages.map(({ type }) => type), ...unreadable])];
        const key = types.join();
        const known = dropped.get(key);
        const left = known === undefined ? unreadableRecord(types) : known;
        dropped.set(key, left);
        if (left !== null)
            records.set(path, left);
    }
    return {
        records,
        keep(path, found) {
            const record = limited(found);
            const text = JSON.stringify(record);
            recorded += text.length + RECORD_BYTES;
            if (recorded > MOST_RECORDED) {
                drop(path, record);
                return false;
            }
            // A copy: parts of a text keep all of it in memory, and names are parts of what was read.
            records.set(path, JSON.parse(text));
            return true;
        },
    };
}

// EXTERNAL MODULE: ./lib/layer/layer-files.js
var layer_files = __webpack_require__(9462);
// EXTERNAL MODULE: ./lib/layer/tar.js
var tar = __webpack_require__(6430);
// EXTERNAL MODULE: ./lib/layer/tar-header.js
var tar_header = __webpack_require__(3198);
;// CONCATENATED MODULE: ./lib/layer/read-layer.js









const LAYER = { root: '', deletions: 'whiteouts' };
/**
 * Reads a layer from its blob, once: a tar stream, plain or compressed with gzip or zstd. Memory grows with the number of
 * files, some 40 bytes each, not with their bytes.
 * Throws a GateError where the stream is cut off, damaged, of another digest, no tar archive or a compression bomb.
 */
async function readLayer(blob, names, { form = LAYER, bounds, diffId = null } = {}) {
    const reader = layerReader(names, form);
    const digest = diffId === null ? null : (0,external_node_crypto_.createHash)('sha256');
    const take = (piece) => {
        digest?.update(piece);
        reader.write(piece);
    };
    try {
        await decompress(blob, take, bounds);
    }
    catch (error) {
        if (error instanceof errors/* GateError */.ue)
            throw error;
        throw new errors/* GateError */.ue('environment', `The layer cannot be read: ${(0,errors/* messageOf */.bD)(error)}.`, null, error);
    }
    const found = digest === null ? null : `sha256:${digest.digest('hex')}`;
    if (found !== diffId) {
        throw new errors/* GateError */.ue('environment', `The layer is not the one that its image names: it should have the digest ${diffId}, and has ${found}.`, 'No engine can unpack such an image. Pull or build it anew, or use another base image.');
    }
    return reader.end();
}
/** Reads a layer from the pieces of its tar stream. */
function layerReader(names, form = LAYER) {
    const files = (0,layer_files/* createLayerFiles */.Xt)(names.paths);
    const packages = createKeptRecords();
    const debug = new Map();
    const secrets = new Map();
    const troubles = new Set();
    /** Where deletions are devices, those of them that are no links. */
    const devices = new Set();
    let hidesWaste = false;
    let bytes = 0;
    function add(path, kind, entry) {
        const access = names.accessOf(entry);
        const target = kind === layer_files/* KIND */.Nd.hardLink ? names.paths.intern(inLayer(entry.target, form)) : 0;
        return files.add({ path, kind, size: entry.size, contentHigh: 0, contentLow: target, access });
    }
    function note(path, inspection) {
        hidesWaste ||= inspection.hidesWaste;
        if (inspection.packages !== null && !packages.keep(path, inspection.packages)) {
            hidesWaste = true;
            troubles.add(`packages could not be read: the layer records more of them than ${MOST_RECORDED} bytes`);
        }
        if (inspection.debug > 0)
            debug.set(path, inspection.debug);
        if (inspection.secret !== null)
            secrets.set(path, inspection.secret);
        for (const trouble of inspection.troubles)
            if (troubles.size < MOST_TROUBLES)
                troubles.add(trouble);
    }
    /** overlayfs links what it deletes to one device, of which an archive has all names but the first as hard links. */
    function isLinkedDevice({ type, target }) {
        return type === 'link' && devices.size > 0 && devices.has(names.paths.intern(inLayer(target, form)));
    }
    const walk = (0,tar/* createTarWalk */.p)((entry) => {
        const name = inLayer(entry.path, form);
        const deletion = isLinkedDevice(entry) ? { path: name, kind: layer_files/* KIND */.Nd.deleted } : deletionOf(name, entry, form);
        if (form.deletions === 'devices' && entry.isNoDevice)
            devices.add(names.paths.intern(name));
        if (deletion !== null) {
            if (deletion.kind !== null)
                add(names.paths.intern(deletion.path), deletion.kind, { ...entry, size: 0 });
            return undefined;
        }
        count(entry.size);
        const path = names.paths.intern(name);
        const index = add(path, KINDS[entry.type], entry);
        if (entry.type !== 'file' || entry.size === 0)
            return undefined;
        const keep = (inspection) => {
            files.setContent(index, inspection.contentHigh, inspection.contentLow);
            note(path, inspection);
        };
        // No file system has such a path.
        if (name.length > posix_path/* LONGEST_PATH */.fN)
            return digestFile(entry.isSparse ? name : '', keep);
        const plain = name.replace(/^\.?\//, '');
        const shown = ODD_PATH.test(plain) ? names.paths.path(path).slice(1) : (0,tar_header/* readable */.HD)(plain);
        const file = { path: shown, size: entry.size, executable: (entry.mode & 0o111) !== 0 };
        return entry.isSparse ? digestHoles(file, name, keep) : inspectFile(file, keep);
    });
    function count(size) {
        bytes += size;
        if (!Number.isSafeInteger(bytes))
            throw (0,tar_header/* notTar */.zd)('files of more than 8 PiB');
    }
    return {
        write: (piece) => walk.write(piece),
        end() {
            walk.end();
            return {
                bytes,
                contents: {
                    files: files.finish(),
                    packages: packages.records,
                    debug,
                    secrets,
                    troubles: [...troubles],
                    hidesWaste,
                },
            };
        },
    };
}
/** A layer with more of them is damaged throughout. */
const MOST_TROUBLES = 20;
/** With parts that lead nowhere, back or up. */
const ODD_PATH = /(?:^|\/)\.{0,2}(?:\/|$)/;
const KINDS = {
    file: layer_files/* KIND */.Nd.file,
    link: layer_files/* KIND */.Nd.hardLink,
    symlink: layer_files/* KIND */.Nd.symlink,
    directory: layer_files/* KIND */.Nd.directory,
    device: layer_files/* KIND */.Nd.other,
    other: layer_files/* KIND */.Nd.other,
};
function inLayer(path, { root }) {
    if (root === '' || !path.startsWith(root))
        return path;
    return path.length === root.length ? '' : path[root.length] === '/' ? path.slice(root.length + 1) : path;
}
/**
 * What a whiteout deletes; a `kind` of null for what only a storage driver needs to know, and for whiteouts of no name of
 * a file, which engines refuse.
 */
function deletionOf(path, entry, { deletions }) {
    if (deletions === 'devices')
        return entry.isNoDevice ? { path, kind: layer_files/* KIND */.Nd.deleted } : null;
    const end = path.endsWith('/') ? path.length - 1 : path.length;
    const start = path.lastIndexOf('/', end - 1) + 1;
    if (!path.startsWith('.wh.', start))
        return null;
    const directory = path.slice(0, start);
    const name = path.slice(start + '.wh.'.length, end);
    if (name === '.wh..opq')
        return { path: directory, kind: layer_files/* KIND */.Nd.opaque };
    const isOfNoFile = name.startsWith('.wh.') || name === '' || name === '.' || name === '..';
    return isOfNoFile ? { path, kind: null } : { path: directory + name, kind: layer_files/* KIND */.Nd.deleted };
}


/***/ })

};
