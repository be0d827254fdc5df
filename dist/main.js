import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QO: () => (/* binding */ BlobMissing),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   j$: () => (/* binding */ Interrupted),
/* harmony export */   ue: () => (/* binding */ GateError)
/* harmony export */ });
/** A failure that the user can act on: `message` says what was wrong with which value, `hint` the way out. */
class GateError extends Error {
    trouble;
    hint;
    constructor(trouble, message, hint = null, cause) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = 'GateError';
        this.trouble = trouble;
        this.hint = hint;
    }
}
/** The builder does not hold this blob (the classic store keeps no layers, others pull base layers only when needed). */
class BlobMissing extends GateError {
    constructor(digest) {
        super('environment', `The builder does not hold ${digest}.`);
        this.name = 'BlobMissing';
    }
}
/** The text of anything that was thrown. */
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}
/** The run was told to stop. */
class Interrupted extends Error {
    signal;
    constructor(signal) {
        super(`stopped by ${signal}`);
        this.name = 'Interrupted';
        this.signal = signal === 'SIGINT' ? signal : 'SIGTERM';
    }
}


/***/ }),

/***/ 2313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ collectAll),
  g: () => (/* binding */ collector)
});

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __nccwpck_require__(8877);
;// CONCATENATED MODULE: external "node:vm"
const external_node_vm_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");
;// CONCATENATED MODULE: ./lib/layer/garbage.js


/** Bytes read between two collections, and how many there are to a full one, and to the one that frees all. */
const OFTEN = 8 * 2 ** 20;
const FULL = 16;
const ALL = 32;
/** Made once: each layer would else make a context of its own. */
let collect;
/** A run that reads layers makes millions of small objects, and next to none of them lasts. */
function exposed() {
    (0,external_node_v8_.setFlagsFromString)('--expose-gc');
    // The room for new objects is there twice, and would grow to 16 MB each time.
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
    return (0,external_node_vm_namespaceObject.runInNewContext)('gc');
}
/**
 * Frees the pieces of a layer that were read: V8 lets 64 MB of such memory pile up before it looks at it. Call what is
 * returned with the length of each piece. A small collection takes less than a millisecond, and lets the pieces be that
 * outlived two of them (`npm run bench -- --only memory`).
 */
function collector() {
    collect ??= exposed();
    const run = collect;
    let since = 0;
    let count = 0;
    return (bytes) => {
        since += bytes;
        if (since < OFTEN)
            return;
        since = 0;
        count++;
        if (count === ALL)
            collectAll();
        else
            run({ type: count % FULL === 0 ? 'major' : 'minor' });
    };
}
/** Frees also what V8 has in store for itself, some 10 MB once a run has started. It takes some 40 milliseconds. */
function collectAll() {
    collect ??= exposed();
    collect({ type: 'major', flavor: 'last-resort' });
}


/***/ }),

/***/ 9462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ sizeOf),
/* harmony export */   Nd: () => (/* binding */ KIND),
/* harmony export */   Xt: () => (/* binding */ createLayerFiles),
/* harmony export */   aL: () => (/* binding */ withOpaque),
/* harmony export */   lO: () => (/* binding */ contentKey),
/* harmony export */   zZ: () => (/* binding */ createFileNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _path_table_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9147);
/* harmony import */ var _resized_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7637);



/**
 * What an entry of a layer is. `deleted` and `opaque` say of the layers below that a path, or all in a directory, is gone;
 * `replaced` is what the same archive puts something else in place of, or of a directory that it is in.
 */
const KIND = {
    file: 1,
    hardLink: 2,
    symlink: 3,
    directory: 4,
    other: 5,
    deleted: 6,
    opaque: 7,
    replaced: 8,
};
/** In place of a size that 32 bits cannot hold. */
const LARGE = 0xffffffff;
/** Bytes of a regular file; 0 of all else. */
function sizeOf({ sizes32, larger }, entry) {
    const size = sizes32[entry] ?? 0;
    return size === LARGE ? (larger.get(entry) ?? 0) : size;
}
/** How many accesses a run tells apart; those beyond are not known, which is 0. */
const MOST_ACCESSES = 0xffff;
function createFileNames() {
    const numbers = new Map();
    const accesses = [];
    /** Most files are as the one before. */
    let last = 0;
    const isLast = ({ mode, uid, gid }) => {
        const known = accesses[last - 1];
        return known?.mode === mode && known.uid === uid && known.gid === gid;
    };
    return {
        paths: (0,_path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .createPathTable */ .cw)(),
        accessOf(access) {
            if (isLast(access))
                return last;
            const key = `${access.mode} ${access.uid} ${access.gid}`;
            const known = numbers.get(key);
            if (known !== undefined)
                return (last = known);
            if (accesses.length === MOST_ACCESSES)
                return 0;
            accesses.push({ mode: access.mode, uid: access.uid, gid: access.gid });
            numbers.set(key, accesses.length);
            return (last = accesses.length);
        },
        access: (number) => accesses[number - 1] ?? null,
    };
}
/** In place of an entry's index: a directory that has entries, and none of its own. */
const IMPLIED = 0xffffffff;
/** How many more entries or paths there is room for at most when there was none left. */
const STEP = 2 ** 16;
/** Twice as many as there can be paths: an archive may name one again. */
const MOST_ENTRIES = 2 * _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_PATHS */ .RO;
/** Gathers entries. `paths` has their paths. Adding one throws a GateError where there are too many. */
function createLayerFiles(paths) {
    let files = {
        paths: new Uint32Array(64),
        kinds: new Uint8Array(64),
        sizes32: new Uint32Array(64),
        contentHigh: new Uint32Array(64),
        contentLow: new Uint32Array(64),
        access: new Uint16Array(64),
    };
    const larger = new Map();
    let count = 0;
    /** An entry's index, and one more, by its path. */
    let places = new Uint32Array(64);
    /** Entries, other than directories, at the path of what was a directory until then. */
    const burying = [];
    function grow() {
        if (count === MOST_ENTRIES)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GateError */ .ue('environment', `The layer has too many files: more than ${count}.`);
        const length = Math.min(count * 2, count + STEP);
        files = eachColumn(files, (column) => (0,_resized_js__WEBPACK_IMPORTED_MODULE_2__/* .resized */ .t)(column, length, MOST_ENTRIES));
    }
    function place(path, kind, index) {
        if (path >= places.length)
            places = (0,_resized_js__WEBPACK_IMPORTED_MODULE_2__/* .resized */ .t)(places, Math.min(path * 2, path + STEP, _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_PATHS */ .RO), _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_PATHS */ .RO);
        const before = places[path] ?? 0;
        const wasDirectory = before === IMPLIED || (before !== 0 && files.kinds[before - 1] === KIND.directory);
        if (wasDirectory && kind !== KIND.directory)
            burying.push(index);
        if (before !== 0 && before !== IMPLIED)
            replace(before - 1);
        else if (path !== _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .ROOT */ .Dl)
            placeAbove(paths.parent(path));
        places[path] = index + 1;
    }
    /** An archive need not name the directories that its entries are in. */
    function placeAbove(directory) {
        for (let at = directory; at !== _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .ROOT */ .Dl && places[at] === 0; at = paths.parent(at))
            places[at] = IMPLIED;
    }
    function replace(index) {
        // Of a directory that is named twice both are the same.
        if (files.kinds[index] === KIND.directory)
            return;
        files.kinds[index] = KIND.replaced;
        files.contentLow[index] = files.sizes32[index] === 0 ? 0 : (files.contentLow[index] ?? 0);
    }
    /** Of a directory that gave way to something else all is gone that was in it by then. */
    function bury() {
        const buriedBy = new Uint32Array(places.length);
        for (const index of burying)
            buriedBy[files.paths[index] ?? _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .ROOT */ .Dl] = index;
        // A path has a greater number than its parent.
        for (let path = 1; path < buriedBy.length; path++) {
            const above = buriedBy[paths.parent(path)] ?? 0;
            if (above > (buriedBy[path] ?? 0))
                buriedBy[path] = above;
        }
        for (let index = 0; index < count; index++) {
            const isGone = index < (buriedBy[files.paths[index] ?? _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .ROOT */ .Dl] ?? 0);
            const kind = files.kinds[index];
            if (isGone && kind !== KIND.deleted && kind !== KIND.opaque)
                files.kinds[index] = KIND.replaced;
        }
    }
    return {
        add(entry) {
            if (count === files.paths.length)
                grow();
            if (entry.kind !== KIND.deleted && entry.kind !== KIND.opaque)
                place(entry.path, entry.kind, count);
            files.paths[count] = entry.path;
            files.kinds[count] = entry.kind;
            files.sizes32[count] = Math.min(entry.size, LARGE);
            if (entry.size >= LARGE)
                larger.set(count, entry.size);
            files.contentHigh[count] = entry.contentHigh;
            files.contentLow[count] = entry.contentLow;
            files.access[count] = entry.access;
            return count++;
        },
        setContent(index, high, low) {
            files.contentHigh[index] = high;
            files.contentLow[index] = low;
        },
        finish() {
            if (burying.length > 0)
                bury();
            places = (0,_resized_js__WEBPACK_IMPORTED_MODULE_2__/* .resized */ .t)(places, 0, _path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_PATHS */ .RO);
            return { count, ...eachColumn(files, (column) => (0,_resized_js__WEBPACK_IMPORTED_MODULE_2__/* .resized */ .t)(column, count, MOST_ENTRIES)), larger };
        },
    };
}
function eachColumn(columns, make) {
    return {
        paths: make(columns.paths),
        kinds: make(columns.kinds),
        sizes32: make(columns.sizes32),
        contentHigh: make(columns.contentHigh),
        contentLow: make(columns.contentLow),
        access: make(columns.access),
    };
}
/** The same for files of any layer with the same bytes, and for no others. */
function contentKey(files, entry) {
    return `${sizeOf(files, entry)} ${files.contentHigh[entry]} ${files.contentLow[entry]}`;
}
/** The same layer, which must no longer be used, with directories that hide what lies below them in the layers under it. */
function withOpaque(files, directories) {
    if (directories.length === 0)
        return files;
    const count = files.count + directories.length;
    const more = { count, ...eachColumn(files, (column) => (0,_resized_js__WEBPACK_IMPORTED_MODULE_2__/* .resized */ .t)(column, count, MOST_ENTRIES)), larger: files.larger };
    more.paths.set(directories, files.count);
    more.kinds.fill(KIND.opaque, files.count);
    return more;
}


/***/ }),

/***/ 9147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dl: () => (/* binding */ ROOT),
/* harmony export */   RO: () => (/* binding */ MOST_PATHS),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   cw: () => (/* binding */ createPathTable)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _posix_path_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2258);
/* harmony import */ var _resized_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7637);
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3198);





/** The root's own number. */
const ROOT = 0;
/** Whether a path is a directory, or lies below it. A path has a greater number than its parent. */
function isWithin(path, directory, paths) {
    let at = path;
    while (at > directory)
        at = paths.parent(at);
    return at === directory;
}
const FIRST_CAPACITY = 1024;
/** Names lie in blocks, so that none of them has to move when there are more; one may go on in the next block. */
const NAMES_BITS = 18;
const NAMES_BYTES = 2 ** NAMES_BITS;
/** What images of this world stay far below, and what memory can hold: paths, and bytes of their names. */
const MOST_PATHS = 2 ** 24;
const MOST_NAME_BYTES = 2 ** 29;
/**
 * An empty table, with the root in it. `seed` keeps hostile names from being made to collide. Adding a path throws a
 * GateError where there are too many.
 */
function createPathTable(seed = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(2 ** 32)) {
    let parents = new Uint32Array(FIRST_CAPACITY);
    /** Where the names start; one ends where the next begins. */
    let starts = new Uint32Array(FIRST_CAPACITY + 1);
    const names = [];
    /** Open addressing: an id, or 0 for free, as the root is nobody's entry. */
    let slots = new Uint32Array(FIRST_CAPACITY * 2);
    let count = 1;
    /** The directory that was named last, after which of its slashes which directory is reached, and which in the end. */
    let lastDirectory = '';
    const lastEnds = [];
    const lastIds = [];
    let lastId = ROOT;
    function slotOf(parent, name) {
        const mask = slots.length - 1;
        let at = hash(seed ^ parent, name) & mask;
        for (let id = slots[at] ?? 0; id !== 0; id = slots[at] ?? 0) {
            if (parents[id] === parent && hasName(id, name))
                return at;
            at = (at + 1) & mask;
        }
        return at;
    }
    function hasName(id, name) {
        const start = starts[id] ?? 0;
        if ((starts[id + 1] ?? 0) - start !== name.length)
            return false;
        for (let index = 0; index < name.length; index++) {
            if (byteAt(start + index) !== name.charCodeAt(index))
                return false;
        }
        return true;
    }
    function byteAt(place) {
        return names[place >>> NAMES_BITS]?.[place & (NAMES_BYTES - 1)] ?? 0;
    }
    function grow() {
        const capacity = parents.length * 2;
        parents = (0,_resized_js__WEBPACK_IMPORTED_MODULE_3__/* .resized */ .t)(parents, capacity, MOST_PATHS);
        starts = (0,_resized_js__WEBPACK_IMPORTED_MODULE_3__/* .resized */ .t)(starts, capacity + 1, MOST_PATHS + 1);
        slots = (0,_resized_js__WEBPACK_IMPORTED_MODULE_3__/* .resized */ .t)(slots.fill(0), capacity * 2, MOST_PATHS * 2);
        const mask = slots.length - 1;
        for (let id = 1; id < count; id++) {
            let at = hashOf(id) & mask;
            while (slots[at] !== 0)
                at = (at + 1) & mask;
            slots[at] = id;
        }
    }
    /** As `hash`, of a path that is known. */
    function hashOf(id) {
        let value = mix(FNV_BASIS, seed ^ (parents[id] ?? 0));
        const end = starts[id + 1] ?? 0;
        for (let place = starts[id] ?? 0; place < end; place++)
            value = mix(value, byteAt(place));
        return settled(value);
    }
    function append(name, start) {
        for (let written = 0; written < name.length;) {
            const place = start + written;
            const block = (names[place >>> NAMES_BITS] ??= Buffer.allocUnsafeSlow(NAMES_BYTES));
            written += block.write(name.slice(written), place & (NAMES_BYTES - 1), 'latin1');
        }
    }
    function child(parent, name) {
        const slot = slotOf(parent, name);
        const same = slots[slot] ?? 0;
        if (same !== 0)
            return same;
        const start = starts[count] ?? 0;
        if (count === MOST_PATHS || start + name.length > MOST_NAME_BYTES) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('environment', `The layers name too many files: more than ${count} paths, with names of ${start} bytes.`);
        }
        const id = count++;
        append(name, start);
        parents[id] = parent;
        starts[id + 1] = start + name.length;
        slots[slot] = id;
        if (count === parents.length && count < MOST_PATHS)
            grow();
        return id;
    }
    function known(parent, name) {
        return slots[slotOf(parent, name)] || null;
    }
    function name(id) {
        const [start, end] = [starts[id] ?? 0, starts[id + 1] ?? 0];
        let text = '';
        for (let place = start; place < end;) {
            const from = place & (NAMES_BYTES - 1);
            const length = Math.min(NAMES_BYTES - from, end - place);
            text += names[place >>> NAMES_BITS]?.toString('latin1', from, from + length) ?? '';
            place += length;
        }
        return text;
    }
    function intern(path) {
        const slash = path.lastIndexOf('/');
        const directory = path.slice(0, slash + 1);
        const last = path.slice(slash + 1);
        // Archives keep the entries of a directory together.
        if (directory !== lastDirectory)
            enter(directory);
        return last === '' || last === '.' || last === '..'
            ? (walk(path, lastId, slash + 1, child) ?? ROOT)
            : child(lastId, last);
    }
    /** Goes on from where the directory is another than the last, so that deep trees take no more time than flat ones. */
    function enter(directory) {
        const shared = sharedStart(lastDirectory, directory);
        let kept = lastEnds.length;
        while (kept > 0 && (lastEnds[kept - 1] ?? 0) > shared)
            kept--;
        lastEnds.length = kept;
        lastIds.length = kept;
        lastId = lastIds[kept - 1] ?? ROOT;
        for (let start = lastEnds[kept - 1] ?? 0; start < directory.length;) {
            const end = directory.indexOf('/', start) + 1;
            lastId = step(lastId, directory.slice(start, end - 1), child) ?? ROOT;
            lastEnds.push(end);
            lastIds.push(lastId);
            start = end;
        }
        lastDirectory = directory;
    }
    function walk(path, from, first, next) {
        let id = from;
        for (let start = first; start < path.length && id !== null;) {
            const slash = path.indexOf('/', start);
            const end = slash < 0 ? path.length : slash;
            id = step(id, path.slice(start, end), next);
            start = end + 1;
        }
        return id;
    }
    function step(id, part, next) {
        if (part === '..')
            return parents[id] ?? ROOT;
        return part === '' || part === '.' ? id : next(id, part);
    }
    function path(id) {
        const parts = [];
        let length = 0;
        let at = id;
        for (; at !== ROOT && length < _posix_path_js__WEBPACK_IMPORTED_MODULE_4__/* .LONGEST_PATH */ .fN; at = parents[at] ?? ROOT) {
            const part = name(at);
            parts.push(part);
            length += part.length + 1;
        }
        if (parts.length === 0)
            return '';
        return (at === ROOT ? '' : '/…') + (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_2__/* .readable */ .HD)(`/${parts.reverse().join('/')}`);
    }
    return {
        get count() {
            return count;
        },
        intern,
        child,
        find: (shown) => walk(bytesOf(shown), ROOT, 0, known),
        known,
        parent: (id) => parents[id] ?? ROOT,
        name,
        nameLength: (id) => (starts[id + 1] ?? 0) - (starts[id] ?? 0),
        path,
    };
}
/** A text as the byte string that archives have. */
function bytesOf(shown) {
    return /^[\0-\x7f]*$/.test(shown) ? shown : Buffer.from(shown, 'utf8').toString('latin1');
}
/** How many characters two texts have in common at their start. */
function sharedStart(one, other) {
    if (other.startsWith(one))
        return one.length;
    const most = Math.min(one.length, other.length);
    let at = 0;
    while (at < most && one.charCodeAt(at) === other.charCodeAt(at))
        at++;
    return at;
}
const FNV_BASIS = 0x811c9dc5;
/** FNV-1a over the parent's number, with the seed in it, and the name's bytes. */
function hash(start, name) {
    let value = mix(FNV_BASIS, start);
    for (let index = 0; index < name.length; index++)
        value = mix(value, name.charCodeAt(index));
    return settled(value);
}
function mix(value, byte) {
    return Math.imul(value ^ byte, 0x01000193);
}
/** The low bits, which choose the slot, are the weaker ones. */
function settled(value) {
    return (value ^ (value >>> 15)) >>> 0;
}


/***/ }),

/***/ 7637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ resized)
/* harmony export */ });
/** Numbers of a column that is copied into another when it grows. */
const SMALL = 2 ** 16;
/**
 * A column of this length with the numbers of `column`, which must no longer be used; new ones are 0. A large one grows and
 * shrinks where it lies, up to `most` numbers: what is copied into a larger one stays in memory until it is collected, and
 * leaves holes behind. What it may grow into is address space and no memory, what is given back is free at once.
 */
function resized(column, length, most) {
    const { buffer, BYTES_PER_ELEMENT } = column;
    if (buffer instanceof ArrayBuffer && buffer.resizable) {
        buffer.resize(length * BYTES_PER_ELEMENT);
        return column;
    }
    const Numbers = column.constructor;
    const room = { maxByteLength: most * BYTES_PER_ELEMENT };
    const other = new Numbers(length > SMALL ? new ArrayBuffer(length * BYTES_PER_ELEMENT, room) : length);
    other.set(column.subarray(0, length));
    return other;
}


/***/ }),

/***/ 7658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ SECRET_WORD)
/* harmony export */ });
/** Source of an expression for the words by which a variable's name says that its value is nobody's business; any case. */
const SECRET_WORD = '(?:apikey|credentials?|passwd|password|pword|secret(?:_?key(?:_base)?)?|token|(?:access|api|deploy|encryption|master|private|ssh|signing)_?key)';


/***/ }),

/***/ 3198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ memberOf),
/* harmony export */   HD: () => (/* binding */ readable),
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   Q5: () => (/* binding */ paxRecords),
/* harmony export */   j_: () => (/* binding */ verifyChecksum),
/* harmony export */   ry: () => (/* binding */ cString),
/* harmony export */   sH: () => (/* binding */ numeric),
/* harmony export */   zd: () => (/* binding */ notTar)
/* harmony export */ });
/* unused harmony export decimal */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const BLOCK = 512;
/**
 * The member that a header block tells of, with what extended headers said of it before, and how many bytes its body has.
 * `size` is the block's own field of that name.
 */
function memberOf(block, type, size, records) {
    const name = records['path'] ?? headerPath(block);
    const kind = kindOf(type, name);
    // Links, devices, directories and pipes have none, whatever the field says.
    const stored = '123456'.includes(type) || kind === 'directory' ? 0 : (decimal(records['size']) ?? size);
    return { entry: entryOf(block, type, { kind, name, stored }, records), stored };
}
function entryOf(block, type, { kind, name, stored }, records) {
    const isPaxSparse = tellsOfHoles(records);
    const path = (isPaxSparse ? records['GNU.sparse.name'] : undefined) ?? name;
    const isSparse = kind === 'file' && (type === 'S' || isPaxSparse);
    return {
        path,
        type: kind,
        size: isSparse ? sizeWithHoles(block, type, stored, records) : kind === 'file' ? stored : 0,
        isSparse,
        target: kind === 'link' || kind === 'symlink' ? (records['linkpath'] ?? cString(block, 157, 100)) : '',
        mode: lenient(block, 100, 8) & 0o7777,
        uid: decimal(records['uid']) ?? lenient(block, 108, 8),
        gid: decimal(records['gid']) ?? lenient(block, 116, 8),
        isNoDevice: kind === 'device' && lenient(block, 329, 8) === 0 && lenient(block, 337, 8) === 0,
    };
}
function sizeWithHoles(block, type, stored, records) {
    if (type === 'S')
        return numeric(block, 483, 12);
    return decimal(records['GNU.sparse.size']) ?? decimal(records['GNU.sparse.realsize']) ?? stored;
}
/** What is said of holes counts only with a version that is known, or with a map, as in Go's archive/tar. */
function tellsOfHoles(records) {
    const [major, minor] = [records['GNU.sparse.major'], records['GNU.sparse.minor']];
    if (major !== undefined || minor !== undefined)
        return ['0 0', '0 1', '1 0'].includes(`${major} ${minor}`);
    return records['GNU.sparse.map'] !== undefined || records['GNU.sparse.offset'] !== undefined;
}
function kindOf(type, path) {
    switch (type) {
        case '\0':
            // Before POSIX a directory was a file whose name ends in a slash.
            return path.endsWith('/') ? 'directory' : 'file';
        case '0':
        case '7':
        case 'S':
            return 'file';
        case '1':
            return 'link';
        case '2':
            return 'symlink';
        case '3':
            return 'device';
        case '5':
            return 'directory';
        default:
            return 'other';
    }
}
function headerPath(block) {
    const name = cString(block, 0, 100);
    const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
    const prefix = isUstar ? cString(block, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
function cString(block, start, length) {
    const end = block.indexOf(0, start);
    return block.toString('latin1', start, end < 0 || end > start + length ? start + length : end);
}
/** An octal number in text, or with the first bit set a big-endian one in binary (GNU's base-256). */
function numeric(block, start, length) {
    const first = block[start] ?? 0;
    if ((first & 0x80) === 0) {
        const value = octal(block, start, length);
        if (value === null)
            throw notTar(`"${cString(block, start, length)}" where an octal number belongs`);
        return value;
    }
    let value = first & 0x7f;
    for (let index = 1; index < length; index++)
        value = value * 256 + (block[start + index] ?? 0);
    if (!Number.isSafeInteger(value))
        throw notTar('a size that is negative or beyond 8 PiB');
    return value;
}
/** Whom a file belongs to and who may do what with it weighs nothing: what cannot be read there is 0. */
function lenient(block, start, length) {
    const first = block[start] ?? 0;
    if ((first & 0x80) !== 0)
        return block.readUInt32BE(start + length - 4);
    return octal(block, start, length) ?? 0;
}
const ZERO = 0x30;
const BLANK = 0x20;
/** Digits after blanks and zero bytes, up to blanks or a zero byte; none are 0. null where there is something else. */
function octal(block, start, length) {
    const end = start + length;
    let at = start;
    while (at < end && (block[at] === BLANK || block[at] === 0))
        at++;
    let value = 0;
    for (; at < end; at++) {
        const digit = (block[at] ?? 0) - ZERO;
        if (digit < 0 || digit > 7)
            break;
        value = value * 8 + digit;
    }
    while (at < end && block[at] === BLANK)
        at++;
    return at === end || block[at] === 0 ? value : null;
}
function decimal(text) {
    if (text === undefined)
        return undefined;
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
        throw notTar(`"${text}" where a size belongs`);
    return value;
}
/** What is looked at: all else a hostile archive could pile up. */
const KNOWN = new Set([
    'path',
    'linkpath',
    'size',
    'uid',
    'gid',
    'GNU.sparse.name',
    'GNU.sparse.size',
    'GNU.sparse.realsize',
    'GNU.sparse.major',
    'GNU.sparse.minor',
    'GNU.sparse.map',
    'GNU.sparse.offset',
]);
/**
 * Records of the form `LENGTH KEY=VALUE\n`, LENGTH counting the whole record; those that are known here. The last of a key
 * counts, and an empty value takes back what an earlier one said.
 */
function paxRecords(text) {
    const records = {};
    let at = 0;
    while (at < text.length && text[at] !== 0) {
        const { start, end } = recordAt(text, at);
        const equals = text.indexOf(0x3d, start);
        // None at all would else be looked for up to the end of the header, again for each record.
        if (equals < 0 || equals > end)
            throw notTar('a broken PAX header');
        const key = text.toString('latin1', start, equals);
        if (KNOWN.has(key)) {
            const value = text.toString('latin1', equals + 1, end - 1);
            if (key.endsWith('path') && value.includes('\0'))
                throw notTar('a name with a zero byte in it');
            if (value === '')
                Reflect.deleteProperty(records, key);
            else
                records[key] = value;
        }
        at = end;
    }
    return records;
}
/** Where a record's key begins, and where the record ends. */
function recordAt(text, at) {
    const digits = /^(\d+) /.exec(text.toString('latin1', at, at + MOST_DIGITS + 1))?.[1] ?? '';
    const end = at + Number(digits);
    const start = at + digits.length + 1;
    // The shortest has a key of one letter, and no value.
    if (digits === '' || end < start + 3 || end > text.length || text[end - 1] !== 0x0a) {
        throw notTar('a broken PAX header');
    }
    return { start, end };
}
/** More than a header's length can have. */
const MOST_DIGITS = 10;
/** The sum of all bytes with the field itself as blanks; some old writers summed signed bytes. */
function verifyChecksum(block) {
    const wanted = numeric(block, 148, 8);
    let sum = 8 * BLANK;
    for (let index = 0; index < 148; index++)
        sum += block[index] ?? 0;
    for (let index = 156; index < BLOCK; index++)
        sum += block[index] ?? 0;
    if (wanted === sum)
        return;
    const negative = block.subarray(0, BLOCK).filter((byte, index) => byte > 127 && (index < 148 || index >= 156)).length;
    if (wanted !== sum - 256 * negative)
        throw notTar('a header whose checksum is wrong');
}
function notTar(what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('environment', `The layer is no readable tar archive: ${what}.`);
}
/** A byte string as text; of what is not UTF-8 each byte as `\xFF`, as shells and Python write it. */
function readable(bytes) {
    if (/^[\0-\x7f]*$/.test(bytes))
        return bytes;
    const raw = Buffer.from(bytes, 'latin1');
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(raw))
        return raw.toString('utf8');
    return bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}


/***/ }),

/***/ 6430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ createTarWalk)
/* harmony export */ });
/* harmony import */ var _tar_header_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3198);

/** Extended headers are held in memory. Go's archive/tar, and so the engines, refuse larger ones too. */
const LARGEST_EXTENDED_HEADER = 2 ** 20;
/**
 * Walks over a tar archive in any of its dialects (v7, ustar, PAX, GNU with long names, base-256 numbers and sparse
 * files) and hands each member to `onEntry`, which returns a sink where it wants the member's bytes. Nothing but one
 * header is held in memory. Sizes and names follow Go's archive/tar, which the engines write, count and unpack with: so
 * a global PAX header changes nothing.
 * Throws a GateError where the stream is no tar archive.
 * Source: POSIX.1-2024 pax, "Interchange Format"; GNU tar manual, "Basic Tar Format", "Storing Sparse Files".
 */
function createTarWalk(onEntry) {
    const partial = Buffer.alloc(_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE);
    let filled = 0;
    let body = 0;
    let padding = 0;
    let sink;
    /** A sparse file's header while further maps of its holes follow it. */
    let sparse;
    let zeroBlocks = 0;
    /** What PAX and GNU headers said of the next member; null where there was none. */
    let next = null;
    function onBlock(block) {
        if (sparse !== undefined) {
            if (block[504] === 0)
                deliver(sparse);
        }
        else if (block.every((byte) => byte === 0)) {
            zeroBlocks++;
        }
        else {
            zeroBlocks = 0;
            onHeader(block);
        }
    }
    function onHeader(block) {
        (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyChecksum */ .j_)(block);
        // A member without bytes has left its own.
        sink = undefined;
        const type = String.fromCharCode(block[156] ?? 0);
        const size = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .numeric */ .sH)(block, 124, 12);
        if (type === 'g') {
            expectBody(size);
            return;
        }
        if (type === 'x' || type === 'L' || type === 'K') {
            onExtendedHeader(type, size);
            return;
        }
        const records = next ?? {};
        next = null;
        const { entry, stored } = (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .memberOf */ .C5)(block, type, size, records);
        expectBody(stored);
        if (type === 'S' && block[482] !== 0)
            sparse = entry;
        else
            deliver(entry);
    }
    function deliver(entry) {
        sparse = undefined;
        sink = onEntry(entry);
    }
    function onExtendedHeader(type, size) {
        if (size > LARGEST_EXTENDED_HEADER)
            throw (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .notTar */ .zd)(`an extended header of ${size} bytes`);
        const text = Buffer.alloc(size);
        let length = 0;
        expectBody(size);
        sink = {
            write(piece) {
                length += piece.copy(text, length);
            },
            end() {
                const name = type === 'x' ? '' : (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .cString */ .ry)(text, 0, size);
                const said = type === 'x' ? (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .paxRecords */ .Q5)(text) : name === '' ? {} : { [type === 'L' ? 'path' : 'linkpath']: name };
                next = { ...next, ...said };
            },
        };
        if (size === 0)
            finishBody();
    }
    function expectBody(bytes) {
        body = bytes;
        padding = (_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE - (bytes % _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE)) % _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE;
    }
    function finishBody() {
        const done = sink;
        sink = undefined;
        done?.end();
    }
    function write(chunk) {
        let at = 0;
        // Two blocks of zeros end an archive; what comes after them is filling.
        while (at < chunk.length && zeroBlocks < 2) {
            const rest = chunk.length - at;
            const awaitsBlock = sparse !== undefined || (body === 0 && padding === 0);
            if (awaitsBlock) {
                const taken = Math.min(_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE - filled, rest);
                if (taken === _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE) {
                    onBlock(chunk.subarray(at, at + _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE));
                }
                else {
                    chunk.copy(partial, filled, at, at + taken);
                    filled += taken;
                    if (filled === _tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .BLOCK */ .IE) {
                        filled = 0;
                        onBlock(partial);
                    }
                }
                at += taken;
            }
            else if (body > 0) {
                const taken = Math.min(body, rest);
                sink?.write(chunk.subarray(at, at + taken));
                body -= taken;
                at += taken;
                if (body === 0)
                    finishBody();
            }
            else {
                const taken = Math.min(padding, rest);
                padding -= taken;
                at += taken;
            }
        }
    }
    function end() {
        // Writers may leave out the zero blocks and the last member's padding, never a part of its bytes.
        if (filled !== 0 || body !== 0 || sparse !== undefined || next !== null)
            throw (0,_tar_header_js__WEBPACK_IMPORTED_MODULE_0__/* .notTar */ .zd)('it stops in the middle of a member');
    }
    return { write, end };
}


/***/ }),

/***/ 2258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   fN: () => (/* binding */ LONGEST_PATH),
/* harmony export */   gN: () => (/* binding */ parentOf)
/* harmony export */ });
/** Paths as texts, of images and of the commands in them; folders that make something of data alone have no node:path. */
/** Bytes of the longest path that Linux opens (limits.h, PATH_MAX): no program reaches what lies at a longer one. */
const LONGEST_PATH = 4096;
/** The last part; '' where the path ends in a slash. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** The directory above; '' above the first. */
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}


/***/ }),

/***/ 5877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ commandsIn)
/* harmony export */ });
const HEREDOC = /(?<!<)<<-?\s*(["']?)([A-Za-z_]\w*)\1/;
/**
 * What a shell runs of a script, line by line: without comments, continued lines joined, and without what is handed on to
 * programs in heredocs: usage, SQL, settings (POSIX.1-2024, Shell Command Language).
 */
function commandsIn(text) {
    const all = text.replace(/\r?\n/g, '\n').replace(/\\\n/g, '').split('\n');
    const last = new Map(all.map((line, at) => [line.trim(), at]));
    const kept = [];
    let until = null;
    let open = '';
    for (const [at, line] of all.entries()) {
        if (until !== null) {
            if (line.trim() === until)
                until = null;
            continue;
        }
        const [code, left] = codeOf(line, open);
        open = left;
        if (code.trim() !== '')
            kept.push(code.trim());
        const end = HEREDOC.exec(code)?.[2];
        // What no line ends is none: a shift of bits, or a text.
        if (end !== undefined && (last.get(end) ?? 0) > at)
            until = end;
    }
    return kept.join('\n');
}
/** A line without its comment, and the quotation mark that it leaves open. `open`: the one that is open before it. */
function codeOf(line, open) {
    let quote = open;
    for (let at = 0; at < line.length; at++) {
        const character = line[at] ?? '';
        if (character === '\\' && quote !== "'")
            at++;
        else if (quote !== '')
            quote = character === quote ? '' : quote;
        else if (character === '"' || character === "'")
            quote = character;
        else if (character === '#' && /^$|[\s;&|()]/.test(line[at - 1] ?? ''))
            return [line.slice(0, at), ''];
    }
    return [line, quote];
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  X: () => (/* reexport */ action),
  G: () => (/* reexport */ command)
});

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./lib/posix-path.js
var posix_path = __nccwpck_require__(2258);
;// CONCATENATED MODULE: ./lib/request/image-name.js

/**
 * A name for each of the Dockerfiles at `paths`: as few of the last parts of its path as tell it from the others.
 * `services/api/Dockerfile` is `api`, `worker.Dockerfile` and `Dockerfile.worker` are `worker`, one at the root has the
 * repository's name. Those in `known` keep their names.
 */
function imageNames(paths, repositoryName, known = new Map()) {
    const rest = new Map(paths.filter((path) => !known.has(path)).map((path) => [path, nameParts(path, repositoryName)]));
    const depths = new Map([...rest.keys()].map((path) => [path, 1]));
    const nameOf = (path) => {
        const parts = rest.get(path);
        const depth = depths.get(path) ?? 1;
        if (parts === undefined)
            return known.get(path) ?? path;
        // `worker/Dockerfile` beside `worker.Dockerfile`: only the whole path tells them apart.
        return depth > parts.length ? path : parts.slice(-depth).join('/');
    };
    // Each round one of two that are called alike gets a longer name, until the whole path, which is its own.
    for (let clashing = deeper(); clashing.length > 0; clashing = deeper()) {
        for (const path of clashing)
            depths.set(path, (depths.get(path) ?? 1) + 1);
    }
    return new Map(paths.map((path) => [path, nameOf(path)]));
    function deeper() {
        const groups = new Map();
        for (const path of paths)
            groups.set(nameOf(path), [...(groups.get(nameOf(path)) ?? []), path]);
        return [...groups.values()]
            .filter((group) => group.length > 1)
            .flatMap((group) => {
            const open = group.filter((path) => (depths.get(path) ?? Infinity) <= (rest.get(path)?.length ?? 0));
            // One that has no more parts may keep the short name that others leave.
            const longer = open.filter((path) => (depths.get(path) ?? 1) < (rest.get(path)?.length ?? 0));
            return longer.length > 0 ? longer : open;
        });
    }
}
/** The parts of a Dockerfile's path that tell what it builds: directories and what its own name has beside `Dockerfile`. */
function nameParts(path, repositoryName) {
    const segments = path.split('/');
    const file = segments.pop() ?? '';
    const own = /^(?:dockerfile|containerfile)\.(.+)$/i.exec(file)?.[1] ?? /^(.+)\.(?:dockerfile|containerfile)$/i.exec(file)?.[1];
    const plain = /^(?:dockerfile|containerfile)$/i.test(file);
    const last = own ?? (plain ? null : file);
    // A directory called `docker` says nothing of what is in it.
    const parts = [
        ...segments.filter((segment) => !/^\.?docker(?:files?)?$/i.test(segment)),
        ...(last === null ? [] : [last]),
    ];
    return parts.length === 0 ? [repositoryName] : parts;
}
/** Whether a tracked file is a Dockerfile by its name; templates and documents that are named alike are none. */
function isDockerfileName(path) {
    const file = (0,posix_path/* baseName */.Fl)(path);
    if (/\.(?:dockerignore|md|txt|tmpl|tpl|template|j2|jinja2?|in|erb|orig|bak|json|ya?ml)$/i.test(file))
        return false;
    return /^(?:dockerfile|containerfile)(?:\..+)?$/i.test(file) || /^.+\.(?:dockerfile|containerfile)$/i.test(file);
}

// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/baseline/git.js

/**
 * Asks no one and takes no lock. A file system monitor is not used: asking it starts a daemon that writes into `.git`.
 * `GIT_NO_LAZY_FETCH` (git 2.44) keeps a partial clone from filling itself while it is only read.
 */
const quiet = {
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
};
/** git in `cwd`, for reading only. */
function gitAt(run, cwd, env = {}) {
    const settled = { ...quiet, ...env };
    const attempt = (args, options = {}) => run('git', ['-c', 'core.fsmonitor=false', ...args], { ...options, cwd, env: settled });
    return {
        cwd,
        attempt,
        async read(args, options) {
            const output = await attempt(args, options);
            if (output.code !== 0)
                throw gitError(args, output, cwd);
            return output.stdout.replace(/\n$/, '');
        },
        with: (more, place = cwd) => gitAt(run, place, { ...settled, ...more }),
    };
}
/** The fields of a NUL-terminated list. */
function fields(text) {
    return text.split('\0').filter((field) => field !== '');
}
/** What git said last, in one line, without the credentials that a URL may carry. */
function lastWords(output) {
    const lines = output.stderr.split('\n').map((line) => line.trim());
    const spoken = lines.filter((line) => line !== '' && !line.startsWith('hint:'));
    const fatal = spoken.filter((line) => /^(fatal|error|remote|batch response):?/i.test(line));
    const words = fatal.slice(0, 2).join('; ') || spoken.at(-1) || `exit code ${output.code ?? 'none'}`;
    return words.replace(/:\/\/[^/@\s]+@/g, '://***@').replace(/\b(authorization: \S+) \S+/gi, '$1 ***');
}
function gitError(args, output, cwd) {
    const known = placeError(output, cwd);
    return known ?? new lib_errors/* GateError */.ue('environment', `git ${args[0] ?? ''} failed in ${cwd}: ${lastWords(output)}`);
}
/** The GateError for a place where git will not work at all; null for any other failure. */
function placeError(output, cwd) {
    if (/dubious ownership|unsafe repository/.test(output.stderr)) {
        const path = /safe\.directory (\S.*)$/m.exec(output.stderr)?.[1] ?? cwd;
        return new lib_errors/* GateError */.ue('environment', `git does not trust ${cwd}: it belongs to another user than the one running (usual in a container job)`, `Trust it with: git config --global --add safe.directory ${path}`);
    }
    if (/not a git repository/.test(output.stderr)) {
        return new lib_errors/* GateError */.ue('environment', `${cwd} is not in a git repository`, 'Run it in a clone of the repository; in a workflow, put actions/checkout before this step.');
    }
    if (/must be run in a work tree/.test(output.stderr)) {
        return new lib_errors/* GateError */.ue('environment', `${cwd} has no working tree: it is a bare repository`, 'Run it in a clone.');
    }
    return null;
}
/** The variables that tie git to a repository (`git rev-parse --local-env-vars`), all taken away. */
const noRepository = {
    GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
    GIT_CONFIG: undefined,
    GIT_CONFIG_PARAMETERS: undefined,
    GIT_CONFIG_COUNT: undefined,
    GIT_OBJECT_DIRECTORY: undefined,
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
    GIT_IMPLICIT_WORK_TREE: undefined,
    GIT_GRAFT_FILE: undefined,
    GIT_INDEX_FILE: undefined,
    GIT_NO_REPLACE_OBJECTS: undefined,
    GIT_REPLACE_REF_BASE: undefined,
    GIT_PREFIX: undefined,
    GIT_SHALLOW_FILE: undefined,
    GIT_COMMON_DIR: undefined,
    GIT_NAMESPACE: undefined,
};

;// CONCATENATED MODULE: ./lib/baseline/dockerfiles.js




/** The Dockerfiles that git tracks and the working tree has, relative to the root, sorted. */
async function listDockerfiles(repository) {
    const tracked = fields(await repository.git.read(['ls-files', '-z', '--cached']));
    const found = [];
    for (const path of new Set(tracked.filter(isDockerfileName))) {
        if (await isFile((0,external_node_path_.join)(repository.root, path)))
            found.push(path);
    }
    return found.sort();
}
/** The Dockerfiles of a commit, relative to the root, sorted. */
async function dockerfilesOf(run, base) {
    const listed = await gitOf(run, base).read(['ls-tree', '-r', '-z', '--name-only', '--full-tree', base.sha]);
    return fields(listed).filter(isDockerfileName).sort();
}
/**
 * Where a file of the head's working tree was at the base, by git's rename detection; null where git sees no rename.
 * `path` is relative to the root.
 */
async function renamedPath(run, repository, base, path) {
    const index = (0,external_node_path_.join)(base.gitDir, 'head-index');
    await copyIndex(repository, index);
    const env = { GIT_WORK_TREE: repository.root, GIT_INDEX_FILE: index };
    const git = gitOf(run, base).with(env, repository.root);
    // A file that was moved without git knows nothing of its new place: the copy of the index is told.
    await git.attempt(['--literal-pathspecs', 'add', '--intent-to-add', '--force', '--', path]);
    const options = [
        '--find-renames',
        '--diff-filter=R',
        '--name-status',
        '--ignore-submodules=all',
        '--no-ext-diff',
        '-z',
    ];
    const found = fields((await git.attempt(['diff', ...options, base.sha, '--'])).stdout);
    for (let at = 0; at + 2 < found.length; at += 3)
        if (found[at + 2] === path)
            return found[at + 1] ?? null;
    return null;
}
function gitOf(run, { gitDir }) {
    return gitAt(run, gitDir, { ...noRepository, GIT_DIR: gitDir });
}
/** Copies the user's index, and what it shares with others if it is a split one. */
async function copyIndex(repository, to) {
    const path = await repository.git.read(['rev-parse', '--git-path', 'index']);
    const from = external_node_path_.posix.isAbsolute(path) ? path : (0,external_node_path_.join)(repository.root, path);
    await (0,promises_namespaceObject.copyFile)(from, to);
    for (const name of await (0,promises_namespaceObject.readdir)(repository.gitDir)) {
        if (name.startsWith('sharedindex.'))
            await (0,promises_namespaceObject.copyFile)((0,external_node_path_.join)(repository.gitDir, name), (0,external_node_path_.join)((0,external_node_path_.dirname)(to), name));
    }
}
async function isFile(path) {
    return (0,promises_namespaceObject.lstat)(path).then((stats) => stats.isFile() || stats.isSymbolicLink(), () => false);
}

;// CONCATENATED MODULE: ./lib/baseline/transport.js


/** What a fetch and a checkout depend on. Nothing else of the user's configuration is handed on. */
const wanted = /^(http|https|credential|url|remote|protocol|ssh|transfer|fetch|lfs|filter|checkout|diff)\.|^core\.(sshcommand|askpass|gitproxy|autocrlf|eol|safecrlf|symlinks|filemode|attributesfile|precomposeunicode|protectntfs|protecthfs|longpaths|ignorecase|bigfilethreshold|sparsecheckout|sparsecheckoutcone)$/;
/** Reads the configuration of the repository that `git` runs in. Throws a GateError where git cannot. */
async function readSettings(git) {
    const list = ['config', '--list', '--includes', '-z'];
    const [effective, outside] = await Promise.all([
        git.read(list),
        git.with({ ...noRepository, GIT_DIR: '/dev/null' }, '/').attempt(list),
    ]);
    return { effective: parseSettings(effective), outside: parseSettings(outside.stdout) };
}
/**
 * The settings among `all` that the repository at `root` has beside those `outside` of it, as far as a fetch and a
 * checkout need them. Git sends a header twice that is configured twice, and GitHub refuses that: so only the difference.
 */
function ownSettings(all, outside, root) {
    const counts = new Map();
    for (const setting of outside)
        counts.set(id(setting), (counts.get(id(setting)) ?? 0) + 1);
    const own = [];
    for (const setting of all) {
        const left = counts.get(id(setting)) ?? 0;
        if (left > 0)
            counts.set(id(setting), left - 1);
        else if (wanted.test(setting.key))
            own.push(absoluteUrl(setting, root));
    }
    return own;
}
/**
 * The environment that gives git these settings. They go this way, not as arguments, because they hold credentials and
 * a command line is for everyone on the machine to read.
 */
function settingsEnvironment(settings) {
    const env = { GIT_CONFIG_COUNT: String(settings.length) };
    for (const [index, { key, value }] of settings.entries()) {
        env[`GIT_CONFIG_KEY_${index}`] = key;
        env[`GIT_CONFIG_VALUE_${index}`] = value ?? 'true';
    }
    return env;
}
/** The last value of a key, as git takes it; null where it is not set. */
function settingOf(settings, key) {
    return settings.findLast((setting) => setting.key === key)?.value ?? null;
}
/** The remote that a clone came from: `origin`, else the one configured as the default, else the first; null: none. */
function mainRemote(settings) {
    const names = settings.flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []);
    const preferred = ['origin', settingOf(settings, 'checkout.defaultremote')];
    return preferred.find((name) => name !== null && names.includes(name)) ?? names[0] ?? null;
}
function parseSettings(list) {
    return fields(list).map((entry) => {
        const end = entry.indexOf('\n');
        return end < 0 ? { key: entry, value: null } : { key: entry.slice(0, end), value: entry.slice(end + 1) };
    });
}
/** A remote given as a relative path is relative to the user's working tree, and git will run elsewhere. */
function absoluteUrl(setting, root) {
    const { key, value } = setting;
    if (value === null || !/^remote\..+\.url$/.test(key) || !/^\.\.?\//.test(value))
        return setting;
    return { key, value: (0,external_node_path_.resolve)(root, value) };
}
function id({ key, value }) {
    return value === null ? key : `${key}\n${value}`;
}

;// CONCATENATED MODULE: ./lib/baseline/borrowed.js




/** What to do where the remote does not give a commit. */
const fetchWayOut = 'check out with `fetch-depth: 0`, or let the job read the repository (`permissions: contents: read`)';
/**
 * Makes a borrowed repository in `dir`, which is created. `more` settings stand in place of the user's: they name a
 * remote that a commit names (`.gitmodules`), which gets no header meant for all and no transport meant for users. Throws a GateError where the disk or git refuse.
 */
async function borrow(repository, dir, more = []) {
    await makeBare(dir, repository);
    const { effective, outside } = await repository.settings();
    await copyIfThere((0,external_node_path_.join)(repository.commonDir, 'shallow'), (0,external_node_path_.join)(dir, 'shallow'));
    const replaced = new Set(more.map(({ key }) => key));
    const settings = [...effective.filter(({ key }) => !replaced.has(key)), ...more];
    const foreign = more.length > 0;
    const handedOn = ownSettings(settings, outside, repository.root).filter(({ key }) => !foreign || key !== 'http.extraheader');
    const own = [...handedOn, ...ours(settings)];
    const git = repository.git.with({
        ...noRepository,
        GIT_DIR: dir,
        GIT_NO_LAZY_FETCH: undefined,
        ...(foreign ? { GIT_PROTOCOL_FROM_USER: '0' } : {}),
    }, dir);
    const complete = own.filter(({ key }) => !/^remote\..*\.(promisor|partialclonefilter)$/.test(key));
    return {
        dir,
        repository,
        settings,
        own,
        git: git.with(settingsEnvironment(own)),
        offline: git.with({ ...settingsEnvironment(complete), GIT_NO_LAZY_FETCH: '1' }),
        remote: mainRemote(settings),
    };
}
/** What `git init --bare` makes, as far as git needs it. Source: gitrepository-layout(5). */
async function makeBare(dir, { objects, objectFormat }) {
    await (0,promises_namespaceObject.mkdir)((0,external_node_path_.join)(dir, 'refs'), { recursive: true });
    await (0,promises_namespaceObject.mkdir)((0,external_node_path_.join)(dir, 'objects', 'info'), { recursive: true });
    const format = objectFormat === 'sha1'
        ? 'repositoryformatversion = 0\n'
        : `repositoryformatversion = 1\n[extensions]\n\tobjectformat = ${objectFormat}\n`;
    await Promise.all([
        (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(dir, 'HEAD'), 'ref: refs/heads/main\n'),
        (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(dir, 'config'), `[core]\n\tbare = true\n\t${format}`),
        (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(dir, 'objects', 'info', 'alternates'), `${objects}\n`),
    ]);
}
/** Hooks, maintenance and questions at a terminal have no place in a repository that lives for one run. */
function ours(settings) {
    const promisor = settingOf(settings, 'extensions.partialclone');
    return [
        { key: 'core.hooksPath', value: '/dev/null' },
        { key: 'gc.auto', value: '0' },
        { key: 'maintenance.auto', value: 'false' },
        { key: 'advice.detachedHead', value: 'false' },
        ...(promisor === null ? [] : [{ key: `remote.${promisor}.promisor`, value: 'true' }]),
        ...(settingOf(settings, 'core.sshcommand') === null
            ? [{ key: 'core.sshCommand', value: 'ssh -oBatchMode=yes' }]
            : []),
    ];
}
/** Whether a commit is there without fetching. */
async function hasCommit(borrowed, sha) {
    return (await borrowed.offline.attempt(['cat-file', '-e', `${sha}^{commit}`])).code === 0;
}
/**
 * The parents that a commit names, those that a shallow clone has cut off too: git's own walk leaves them out, the
 * commit object does not. Throws where the commit is not there.
 */
async function parentsOf(borrowed, sha) {
    const text = await borrowed.offline.read(['cat-file', 'commit', sha]);
    const header = text.slice(0, text.indexOf('\n\n'));
    return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap((match) => match[1] ?? []);
}
/** git's own number for a depth without end (`--unshallow`). */
const wholeHistory = 0x7fffffff;
/** Fetches commits or refs into a borrowed repository. */
async function fetchInto({ git }, remote, wants, { depth, commitsOnly = false }) {
    const output = await git.attempt([
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--no-auto-maintenance',
        '--refmap=',
        ...(depth === null ? [] : [`--depth=${depth}`]),
        ...(commitsOnly ? ['--filter=tree:0'] : []),
        '--',
        remote,
        ...wants,
    ]);
    if (output.code === 0)
        return { ok: true };
    const gone = /not our ref|unadvertised object|couldn't find remote ref/.test(output.stderr);
    return { ok: false, gone, reason: lastWords(output) };
}
/**
 * Makes sure that a commit is there with its files, fetching it alone where it is not. An old server that hands out
 * branches only is asked for all of them.
 */
async function ensureCommit(borrowed, sha, commitsOnly = false) {
    if (await hasCommit(borrowed, sha))
        return { ok: true };
    const { remote } = borrowed;
    if (remote === null)
        return { ok: false, gone: false, reason: 'the clone is shallow and has no remote' };
    const alone = await fetchInto(borrowed, remote, [sha], { depth: 1, commitsOnly });
    if (alone.ok || !alone.gone || !/unadvertised/.test(alone.reason))
        return alone;
    const branches = await fetchInto(borrowed, remote, ['+refs/heads/*:refs/heads/*'], {
        depth: wholeHistory,
        commitsOnly,
    });
    return branches.ok && !(await hasCommit(borrowed, sha)) ? alone : branches;
}
/** Copies a file; nothing happens where there is none. */
async function copyIfThere(from, to) {
    try {
        await (0,promises_namespaceObject.copyFile)(from, to);
    }
    catch (error) {
        const code = error.code;
        if (code !== 'ENOENT' && code !== 'ENOTDIR')
            throw error;
    }
}

;// CONCATENATED MODULE: ./lib/baseline/lfs.js




/**
 * Does with Git LFS what the head's working tree did: real files where the head has real ones, pointers where it has
 * pointers. git-lfs finds the objects that the user's clone has through the borrowed repository's alternates, and
 * fetches the others.
 */
async function planLfs(borrowed, sha) {
    if (!(await usesLfs(borrowed, sha)))
        return { ok: true, settings: [] };
    if (!(await headHasRealFiles(borrowed)))
        return { ok: true, settings: filter('', '', 'false') };
    const installed = await borrowed.offline.attempt(['lfs', 'version']);
    if (installed.code !== 0) {
        return {
            ok: false,
            reason: 'the head has its Git LFS files, and git-lfs is not installed to get those of the base',
        };
    }
    return { ok: true, settings: filter('git-lfs filter-process', 'git-lfs smudge -- %f', 'true') };
}
async function usesLfs({ git }, sha) {
    const found = await git.attempt(['grep', '-q', '-F', 'filter=lfs', sha, '--', ':(glob)**/.gitattributes']);
    return found.code === 0;
}
/** True as soon as one LFS file is real; with no LFS file to look at, what the configuration would do. */
async function headHasRealFiles({ repository, settings }) {
    const listed = await repository.git.attempt(['ls-files', '-z', '--', ':(attr:filter=lfs)']);
    let seen = 0;
    for (const path of fields(listed.stdout)) {
        const pointer = await isPointer((0,external_node_path_.join)(repository.root, path));
        if (pointer === false)
            return true;
        if (pointer === true)
            seen++;
    }
    const process = settingOf(settings, 'filter.lfs.process');
    return seen === 0 && process !== null && process !== '' && !process.includes('--skip');
}
const signature = 'version https://git-lfs.github.com/spec/v1\n';
/** Null where there is no such file, or an empty one, which LFS leaves as it is. */
async function isPointer(path) {
    try {
        const { size } = await (0,promises_namespaceObject.stat)(path);
        if (size === 0)
            return null;
        return size < 1024 && (await (0,promises_namespaceObject.readFile)(path, 'latin1')).startsWith(signature);
    }
    catch {
        return null;
    }
}
function filter(process, smudge, required) {
    return [
        { key: 'filter.lfs.process', value: process },
        { key: 'filter.lfs.smudge', value: smudge },
        { key: 'filter.lfs.clean', value: '' },
        { key: 'filter.lfs.required', value: required },
    ];
}

;// CONCATENATED MODULE: ./lib/baseline/repository.js




/**
 * The repository that `cwd` is in. Throws a GateError where there is none, where git does not trust it, where it has
 * no working tree, and where git is missing or too old.
 */
async function openRepository(run, cwd) {
    return repository_open(gitAt(run, cwd));
}
/** A repository below another one (a submodule), whatever repository the environment speaks of. */
async function openNested(outer, path) {
    return repository_open(outer.git.with(noRepository, path));
}
async function repository_open(git) {
    const paths = ['--show-toplevel', '--absolute-git-dir', '--git-common-dir', '--git-path', 'objects'];
    const [, found] = await Promise.all([
        requireVersion(git),
        git.attempt(['rev-parse', ...paths, '--show-object-format']),
    ]);
    if (found.code !== 0) {
        const trouble = placeError(found, git.cwd);
        throw trouble ?? new lib_errors/* GateError */.ue('environment', `git does not work in ${git.cwd}: ${lastWords(found)}`);
    }
    const [root = '', gitDir = '', commonDir = '', objects = '', objectFormat = 'sha1'] = found.stdout.split('\n');
    const absolute = (path) => (0,external_node_path_.resolve)(git.cwd, path);
    const here = git.with({}, root);
    let settings;
    return {
        root,
        gitDir,
        commonDir: absolute(commonDir),
        objects: absolute(objects),
        objectFormat,
        settings: () => (settings ??= readSettings(here)),
        git: here,
    };
}
/** 2.31 reads configuration from the environment, which is how credentials reach a fetch without being written down. */
async function requireVersion(git) {
    const words = (await git.attempt(['version'])).stdout.trim();
    const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(words) ?? [];
    if (Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31))
        return;
    throw new lib_errors/* GateError */.ue('environment', `git is too old: ${words || 'no version'}; 2.31 is needed`, 'Install a newer git.');
}
/** HEAD of a repository; `sha` is null where nothing was committed yet. */
async function readHead(repository) {
    const { git } = repository;
    const both = await git.attempt(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD']);
    const [commit = '', name] = both.stdout.split('\n');
    const sha = both.code === 0 ? commit : null;
    if (sha === null) {
        const unborn = await git.attempt(['symbolic-ref', '--quiet', 'HEAD']);
        return { sha, ref: unborn.code === 0 ? unborn.stdout.trim() : null };
    }
    if (name !== undefined && name.startsWith('refs/'))
        return { sha, ref: name };
    const refs = await git.attempt([
        'for-each-ref',
        '--points-at',
        'HEAD',
        '--format=%(refname)',
        'refs/remotes/pull',
        'refs/tags',
    ]);
    const first = refs.stdout.split('\n')[0] ?? '';
    return { sha, ref: first === '' ? null : first.replace(/^refs\/remotes\/pull\//, 'refs/pull/') };
}

;// CONCATENATED MODULE: ./lib/baseline/submodules.js





/**
 * Does with the base's submodules what the head's working tree did: those that are checked out there are checked out
 * at the commits that the base records, the others stay empty directories. One that the head has no more is fetched
 * if all that the head has are checked out.
 */
async function checkOutSubmodules(borrowed, sha, place, checkOut) {
    const trees = [];
    // Without the file nothing says where a submodule comes from.
    if (!(await exists((0,external_node_path_.join)(place.root, '.gitmodules'))))
        return { ok: true, trees };
    const links = await gitlinks(borrowed.git, sha);
    // Of a submodule that the head does not have, nothing says what the head would do with those below it.
    if (links.length === 0 || place.settings !== undefined)
        return { ok: true, trees };
    const { repository } = borrowed;
    const modules = parseModules((await borrowed.git.attempt(['config', '--blob', `${sha}:.gitmodules`, '-z', '--list'])).stdout);
    const inHead = await headModules(repository);
    for (const { path, commit } of links) {
        const module = modules.find((candidate) => candidate.path === path);
        const moved = inHead.modules.find(({ name }) => name === module?.name)?.path;
        const there = [path, ...(moved === undefined ? [] : [moved])].find((at) => inHead.checkedOut.has(at));
        const root = (0,external_node_path_.join)(place.root, path);
        const { scratch } = place;
        let result = null;
        if (there !== undefined) {
            result = await checkOut(await openNested(repository, (0,external_node_path_.join)(repository.root, there)), commit, { root, scratch });
        }
        else if (inHead.complete && moved === undefined && module !== undefined) {
            result = await checkOut(repository, commit, { root, scratch, settings: remoteOf(borrowed, module) });
        }
        if (result === null)
            continue;
        if (!result.ok)
            return { ok: false, reason: `submodule ${path} at ${commit}: ${result.reason}` };
        trees.push(...result.trees);
    }
    return { ok: true, trees };
}
async function gitlinks(git, sha) {
    const entries = fields(await git.read(['ls-tree', '-r', '-z', '--full-tree', sha]));
    return entries.flatMap((entry) => {
        const [, commit, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
        return commit === undefined || path === undefined ? [] : { path, commit };
    });
}
async function headModules(repository) {
    const listed = fields(await repository.git.read(['ls-files', '-z', '--stage']));
    const paths = listed.flatMap((entry) => /^160000 [0-9a-f]+ 0\t(.*)$/s.exec(entry)?.[1] ?? []);
    const checkedOut = new Set();
    for (const path of paths)
        if (await exists((0,external_node_path_.join)(repository.root, path, '.git')))
            checkedOut.add(path);
    const config = await repository.git.attempt([
        'config',
        '--file',
        (0,external_node_path_.join)(repository.root, '.gitmodules'),
        '-z',
        '--list',
    ]);
    return {
        modules: parseModules(config.stdout),
        checkedOut,
        complete: paths.length > 0 && checkedOut.size === paths.length,
    };
}
function parseModules(list) {
    const found = new Map();
    for (const entry of fields(list)) {
        const [, name, key, value] = /^submodule\.(.+)\.(path|url)\n(.*)$/s.exec(entry) ?? [];
        if (name === undefined || value === undefined)
            continue;
        const module = found.get(name) ?? { path: name, url: null };
        found.set(name, { ...module, [key === 'url' ? 'url' : 'path']: value });
    }
    return [...found].map(([name, module]) => ({ name, ...module }));
}
/** The settings that make the user's repository stand for a submodule that its clone does not have. */
function remoteOf({ settings, remote, repository }, module) {
    const own = remote === null ? null : settingOf(settings, `remote.${remote}.url`);
    const configured = settingOf(settings, `submodule.${module.name}.url`);
    const url = configured ?? resolveUrl(own ?? repository.root, module.url ?? '');
    return [{ key: `remote.${remote ?? 'origin'}.url`, value: url }];
}
/** A submodule's URL that starts with `./` or `../` is relative to its superproject's (gitmodules(5)). */
function resolveUrl(base, url) {
    if (!/^\.\.?\//.test(url))
        return url;
    let at = base.replace(/\/+$/, '');
    let rest = url;
    for (;;) {
        if (rest.startsWith('./'))
            rest = rest.slice(2);
        else if (rest.startsWith('../')) {
            rest = rest.slice(3);
            at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : at.slice(0, at.lastIndexOf(':'));
        }
        else
            return `${at}/${rest}`;
    }
}
async function exists(path) {
    return (0,promises_namespaceObject.lstat)(path).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./lib/baseline/checkout.js







/**
 * Puts the files of a commit at a place as git would check them out in the user's clone: its attributes, filters,
 * sparse patterns, LFS files and submodules. No hook runs, and the user's repository is only read.
 */
async function checkOut(source, sha, place) {
    const borrowed = await borrow(source, await freshDirectory(place.scratch), place.settings);
    const fetched = await ensureCommit(borrowed, sha);
    if (!fetched.ok)
        return { ok: false, reason: `${fetched.reason}; ${fetchWayOut}` };
    await copySelection(source, borrowed);
    const lfs = await planLfs(borrowed, sha);
    if (!lfs.ok)
        return lfs;
    await (0,promises_namespaceObject.mkdir)(place.root, { recursive: true });
    const git = borrowed.git.with({
        ...settingsEnvironment([...borrowed.own, ...lfs.settings]),
        GIT_WORK_TREE: place.root,
        GIT_LFS_SKIP_SMUDGE: undefined,
    }, place.root);
    const output = await git.attempt(['checkout', '--quiet', '--force', '--detach', sha]);
    if (output.code !== 0)
        return { ok: false, reason: lastWords(output) };
    const submodules = await checkOutSubmodules(borrowed, sha, place, checkOut);
    if (!submodules.ok)
        return submodules;
    const own = { root: place.root, headRoot: place.settings === undefined ? source.root : null };
    return { ok: true, borrowed, trees: [own, ...submodules.trees] };
}
/** Attributes and sparse patterns that the user's clone has beside the commit's own. */
async function copySelection(source, borrowed) {
    const info = (0,external_node_path_.join)(borrowed.dir, 'info');
    await (0,promises_namespaceObject.mkdir)(info, { recursive: true });
    await copyIfThere((0,external_node_path_.join)(source.commonDir, 'info', 'attributes'), (0,external_node_path_.join)(info, 'attributes'));
    if (settingOf(borrowed.settings, 'core.sparsecheckout') !== 'true')
        return;
    await copyIfThere((0,external_node_path_.join)(source.gitDir, 'info', 'sparse-checkout'), (0,external_node_path_.join)(info, 'sparse-checkout'));
}
/** A directory that nothing else in `scratch` uses. */
async function freshDirectory(scratch) {
    for (let number = 1;; number++) {
        const dir = (0,external_node_path_.join)(scratch, `git-${number}`);
        if ((await (0,promises_namespaceObject.mkdir)(dir, { recursive: true })) !== undefined)
            return dir;
    }
}

;// CONCATENATED MODULE: ./lib/baseline/merge-base.js



/** How many commits deep a shallow history is looked at, step by step. */
const depths = [64, 1024, 16384, wholeHistory];
/**
 * The merge-base of two commits. Where history was cut off, commits alone (no files) are fetched into the borrowed
 * repository, deeper until the answer cannot change any more.
 */
async function mergeBase(history, head, tip) {
    if (!(await hasCommit(history, tip.sha)) && (await cuts(history)).size === 0) {
        const fetched = await fetchTip(history, tip);
        if (!fetched.ok)
            return { kind: 'unreachable', reason: fetched.reason };
    }
    const wants = await edges(history, [head, tip.sha]);
    for (const depth of depths) {
        const known = await settled(history, head, tip.sha);
        if (known !== null)
            return known;
        const fetched = await deepen(history, wants, tip, depth);
        if (!fetched.ok)
            return { kind: 'unreachable', reason: fetched.reason };
    }
    return ((await settled(history, head, tip.sha)) ?? { kind: 'unreachable', reason: 'the remote has a shallow history too' });
}
async function fetchTip(history, tip) {
    if (tip.remote === null)
        return { ok: false, gone: true, reason: `the clone has no commit ${tip.sha}` };
    return fetchInto(history, tip.remote, [tip.sha], { depth: null, commitsOnly: true });
}
async function deepen(history, wants, tip, depth) {
    const remote = history.remote ?? tip.remote;
    if (remote === null)
        return { ok: false, gone: false, reason: 'the clone is shallow and has no remote' };
    const extent = { depth, commitsOnly: true };
    if (tip.remote === remote)
        return fetchInto(history, remote, [...new Set([...wants, tip.sha])], extent);
    const first = wants.length === 0 ? { ok: true } : await fetchInto(history, remote, wants, extent);
    return first.ok && tip.remote !== null ? fetchInto(history, tip.remote, [tip.sha], extent) : first;
}
/**
 * The merge-base as far as it is certain. A common ancestor is the best one if no path from either tip is cut off
 * before it: behind a cut there could be a nearer one. Null: look deeper.
 */
async function settled(history, head, tip) {
    if (!(await hasCommit(history, tip)))
        return null;
    const found = await history.offline.attempt(['merge-base', '--all', head, tip]);
    const bases = found.stdout.split('\n').filter((line) => line !== '');
    const cut = await edges(history, [head, tip, ...bases.map((base) => `^${base}`)]);
    if (cut.length > 0)
        return null;
    const [sha] = bases;
    return sha === undefined ? { kind: 'unrelated' } : { kind: 'found', sha };
}
/** The commits of a range whose parents were cut off. */
async function edges(history, range) {
    const cut = await cuts(history);
    if (cut.size === 0)
        return [];
    const there = [];
    for (const end of range)
        if (end.startsWith('^') || (await hasCommit(history, end)))
            there.push(end);
    const list = await history.offline.read(['rev-list', ...there]);
    return list.split('\n').filter((sha) => cut.has(sha));
}
async function cuts({ dir }) {
    try {
        return new Set((await (0,promises_namespaceObject.readFile)((0,external_node_path_.join)(dir, 'shallow'), 'utf8')).split('\n').filter((line) => line !== ''));
    }
    catch {
        return new Set();
    }
}

;// CONCATENATED MODULE: ./lib/nearest.js
/**
 * The one of `names` that `word` most likely meant, null where none is near. Case and `_` for `-` cost nothing; else at
 * most a third of the letters may differ.
 */
function nearest(word, names) {
    const wanted = fold(word);
    let best = null;
    let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
    for (const name of names) {
        const distance = editDistance(wanted, fold(name));
        if (distance < least && distance < name.length) {
            best = name;
            least = distance;
        }
    }
    return best;
}
/** `, did you mean "max-size"?` or nothing, to end a sentence about an unknown name. */
function didYouMean(word, names) {
    const name = nearest(word, names);
    return name === null ? '' : ` Did you mean \`${name}\`?`;
}
function fold(word) {
    return word.trim().toLowerCase().replaceAll('_', '-');
}
/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a, b) {
    // A long value costs nothing to tell apart from our short names.
    if (Math.abs(a.length - b.length) > 20)
        return Infinity;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row += 1) {
        const line = [row];
        for (let column = 1; column <= b.length; column += 1) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            line.push(Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1), swapped ? at(before, column - 2) + 1 : Infinity));
        }
        before = last;
        last = line;
    }
    return at(last, b.length);
}
function at(line, index) {
    return line[index] ?? Infinity;
}

;// CONCATENATED MODULE: ./lib/baseline/refs.js





/** The commit at the tip of a remote's branch, as the remote says now. `remote` is a name or a URL. */
async function remoteBranch(borrowed, remote, branch) {
    const refs = await remoteRefs(borrowed, remote, [`refs/heads/${branch}`]);
    if (refs.kind === 'unreachable')
        return refs;
    const sha = refs.refs.get(`refs/heads/${branch}`);
    return sha === undefined ? { kind: 'missing' } : { kind: 'found', sha };
}
/** The commit that the user's clone has for the first of these names; null: it has none of them. */
async function localCommit(borrowed, names) {
    const { git } = borrowed.repository;
    for (const name of names) {
        const found = await git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
        if (found.code !== 0)
            continue;
        const commit = await borrowed.offline.attempt([
            'rev-parse',
            '--verify',
            '--quiet',
            `${found.stdout.trim()}^{commit}`,
        ]);
        if (commit.code === 0)
            return commit.stdout.trim();
    }
    return null;
}
/**
 * The commit that the input `base-ref` names: in the clone, else at its remote (branch, tag, full ref name or commit,
 * with `~` and `^` after it). Throws a usage GateError where neither has it.
 */
async function resolveBaseRef(borrowed, value) {
    const { remote } = borrowed;
    const local = await localCommit(borrowed, [value, ...(remote === null ? [] : [`refs/remotes/${remote}/${value}`])]);
    if (local !== null)
        return { kind: 'found', sha: local };
    if (remote === null)
        throw await noSuchRef(borrowed, value, []);
    const [, name = value, suffix = ''] = /^(.+?)((?:[~^]\d*)*)$/.exec(value) ?? [];
    const start = (suffix === '' ? null : await localCommit(borrowed, [name])) ?? (await remoteCommit(borrowed, remote, name));
    if (typeof start !== 'string')
        return start;
    return suffix === '' ? { kind: 'found', sha: start } : ancestor(borrowed, remote, start, suffix, value);
}
/** A name that the clone lacks, looked up at the remote and fetched: its commit, or why there is none. */
async function remoteCommit(borrowed, remote, name) {
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) {
        const fetched = await fetchInto(borrowed, remote, [name], { depth: 1, commitsOnly: true });
        if (fetched.ok)
            return name;
        if (!fetched.gone)
            return { kind: 'unreachable', reason: fetched.reason };
        throw await noSuchRef(borrowed, name, []);
    }
    const short = name.startsWith(`${remote}/`) ? name.slice(remote.length + 1) : name;
    const patterns = [`refs/heads/${short}`, `refs/tags/${name}`, `refs/tags/${name}^{}`, name];
    const answer = await remoteRefs(borrowed, remote, patterns);
    if (answer.kind === 'unreachable')
        return answer;
    const exact = [`refs/heads/${short}`, `refs/tags/${name}^{}`, `refs/tags/${name}`, name];
    const sha = exact.map((ref) => answer.refs.get(ref)).find((found) => found !== undefined);
    if (sha !== undefined)
        return sha;
    const all = await remoteRefs(borrowed, remote, ['refs/heads/*', 'refs/tags/*']);
    throw await noSuchRef(borrowed, name, all.kind === 'unreachable' ? [] : [...all.refs.keys()]);
}
/** `main~3` where the history that leads there was cut off. */
async function ancestor(borrowed, remote, start, suffix, value) {
    const steps = [...suffix.matchAll(/~(\d*)/g)].reduce((sum, match) => sum + Number(match[1] || 1), 0);
    const depth = steps + suffix.split('^').length + 1;
    const fetched = await fetchInto(borrowed, remote, [start], { depth, commitsOnly: true });
    if (!fetched.ok)
        return { kind: 'unreachable', reason: fetched.reason };
    const found = await borrowed.offline.attempt(['rev-parse', '--verify', '--quiet', `${start}${suffix}^{commit}`]);
    if (found.code === 0)
        return { kind: 'found', sha: found.stdout.trim() };
    throw new lib_errors/* GateError */.ue('usage', `base-ref: ${value} goes back further than the history does`, 'Name a commit that is there.');
}
async function noSuchRef(borrowed, value, remoteNames) {
    const local = await borrowed.repository.git.attempt(['for-each-ref', '--format=%(refname)']);
    const names = [...local.stdout.split('\n'), ...remoteNames].map((ref) => ref.replace(/^refs\/(heads|tags|remotes)\//, ''));
    const short = names.map((name) => name.replace(`${borrowed.remote ?? ''}/`, ''));
    const near = nearest(value, [...new Set([...short, ...names])].filter((name) => name !== ''));
    const meant = near === null ? '' : `Did you mean ${near}? `;
    return new lib_errors/* GateError */.ue('usage', `base-ref: ${value} names no commit, branch or tag of this repository`, /^[0-9a-f]{4,39}$/.test(value)
        ? 'If it is a commit, give all of its id: a shortened one cannot be looked up at the remote.'
        : `${meant}Give a branch, a tag or a commit that was pushed.`);
}
/**
 * The default branch's name and commit, without asking anyone: `origin/HEAD`, else `init.defaultBranch`, `main` or
 * `master`, whichever exists, as the remote had it last, else the clone's own. Null: there is none.
 */
async function localDefaultBranch(borrowed) {
    const { remote, settings } = borrowed;
    const names = [settingOf(settings, 'init.defaultbranch'), 'main', 'master'].filter((name) => name !== null);
    if (remote !== null) {
        const head = await borrowed.repository.git.attempt(['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
        if (head.code === 0)
            names.unshift(head.stdout.trim().slice(`refs/remotes/${remote}/`.length));
    }
    const places = remote === null ? ['refs/heads/'] : [`refs/remotes/${remote}/`, 'refs/heads/'];
    for (const place of places) {
        for (const name of names) {
            const sha = await localCommit(borrowed, [place + name]);
            if (sha !== null)
                return { name, sha };
        }
    }
    return null;
}
async function remoteRefs(borrowed, remote, patterns) {
    const output = await borrowed.git.attempt(['ls-remote', '--quiet', '--', remote, ...patterns]);
    if (output.code !== 0)
        return { kind: 'unreachable', reason: lastWords(output) };
    const lines = output.stdout.split('\n').filter((line) => line !== '');
    return {
        kind: 'refs',
        refs: new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))])),
    };
}

;// CONCATENATED MODULE: ./lib/baseline/choose-base.js




/**
 * Which commit the head is compared with, by the contract's table of events. `history` is a repository to fetch
 * commits into. `baseRef` wins in every event. Throws a usage GateError for a `baseRef` that names nothing.
 */
async function chooseBase(history, head, event, baseRef) {
    if (baseRef !== null) {
        const found = await resolveBaseRef(history, baseRef);
        if (found.kind === 'found')
            return { kind: 'commit', sha: found.sha, reason: `base-ref ${baseRef}` };
        return unreachable(`base-ref ${baseRef}`, found.kind === 'missing' ? 'no such ref' : found.reason);
    }
    if (head.sha === null)
        return none('nothing has been committed yet');
    switch (event.kind) {
        case 'pull_request':
            return pullRequest(history, head.sha, event);
        case 'merge_group':
            return { kind: 'commit', sha: event.baseSha, reason: "the merge group's base" };
        case 'push':
            return push(history, head.sha, event.before);
        case 'other':
            return event.defaultBranch === null
                ? local(history, head.sha)
                : withBranch(history, head.sha, event.defaultBranch, null, 'default branch');
    }
}
async function pullRequest(history, head, event) {
    const [first, second] = await parentsOf(history, head);
    const merged = second !== undefined && (second === event.headSha || head === event.mergeSha);
    if (merged && first !== undefined) {
        return { kind: 'commit', sha: first, reason: `first parent of the merge of pull request #${event.number}` };
    }
    return withBranch(history, head, event.baseBranch, event.baseUrl, 'base branch');
}
async function push(history, head, before) {
    const pushed = before !== null && !/^0+$/.test(before) ? before : null;
    let why = 'the first push of this ref';
    if (pushed !== null) {
        const there = await ensureCommit(history, pushed, true);
        if (there.ok)
            return { kind: 'commit', sha: pushed, reason: 'the commit before this push' };
        why = `${pushed} from before this push ${there.gone ? 'is gone' : `could not be fetched (${there.reason})`}`;
    }
    const [parent] = await parentsOf(history, head);
    if (parent !== undefined)
        return { kind: 'commit', sha: parent, reason: `first parent of HEAD: ${why}` };
    return none('HEAD is the first commit of its history');
}
/** By hand, on a machine that may be offline: what the clone knows of the default branch. */
async function local(history, head) {
    const branch = await localDefaultBranch(history);
    if (branch === null)
        return none('no default branch was found to compare with; name a commit with base-ref');
    return withTip(history, head, branch.name, { sha: branch.sha, remote: null }, 'default branch');
}
/**
 * The merge-base with a branch as the remote has it now: what the clone knows of it may be old. Where the remote does
 * not answer, the clone's own knowledge has to do.
 */
async function withBranch(history, head, branch, url, role) {
    const reasons = [];
    for (const remote of remotesFor(history, url)) {
        const tip = await remoteBranch(history, remote, branch);
        if (tip.kind === 'found')
            return withTip(history, head, branch, { sha: tip.sha, remote }, role);
        reasons.push(tip.kind === 'missing' ? `the remote has no branch ${branch}` : tip.reason);
    }
    const names = [
        ...(history.remote === null ? [] : [`refs/remotes/${history.remote}/${branch}`]),
        `refs/heads/${branch}`,
    ];
    const sha = await localCommit(history, names);
    if (sha !== null)
        return withTip(history, head, branch, { sha, remote: null }, role);
    return unreachable(`${role} ${branch}`, reasons.join('; ') || 'the clone has no remote');
}
async function withTip(history, head, branch, tip, role) {
    const found = await mergeBase(history, head, tip);
    switch (found.kind) {
        case 'found':
            return { kind: 'commit', sha: found.sha, reason: `merge-base with the ${role} ${branch}` };
        case 'unrelated':
            return missing(`HEAD and the ${role} ${branch} have no common ancestor; name a commit with base-ref`);
        case 'unreachable':
            return unreachable(`merge-base with the ${role} ${branch}`, found.reason);
    }
}
/** The base's own repository first where a fork is checked out, then the one that the clone came from. */
function remotesFor({ remote, settings }, url) {
    if (remote === null)
        return url === null ? [] : [url];
    const own = settingOf(settings, `remote.${remote}.url`) ?? '';
    return url === null || place(own) === place(url) ? [remote] : [url, remote];
}
/** Host and path of a clone URL, whatever its transport. */
function place(url) {
    return url
        .replace(/^[a-z+]+:\/\//, '')
        .replace(/^[^@/]*@/, '')
        .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
        .replace(/\/?(\.git)?\/?$/, '')
        .toLowerCase();
}
/** The sentence for a base that the remote did not give. */
function unreachable(what, reason) {
    return missing(`the base (${what}) could not be had: ${reason}; ${fetchWayOut}`);
}
function missing(reason) {
    return { kind: 'none', expected: true, reason };
}
function none(reason) {
    return { kind: 'none', expected: false, reason };
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./lib/baseline/index-file.js

/** The bit of an entry's flags that `git update-index --assume-unchanged` sets (gitformat-index(5)). */
const assumeValid = 0x8000;
const extended = 0x4000;
/**
 * The bytes of a git index with every entry marked as unchanged, in exactly the same size: git then takes the working
 * tree beside it for clean. Null for an index whose entries are not all in this file, or that is not understood.
 */
function markUnchanged(index, objectFormat) {
    const hashSize = objectFormat === 'sha256' ? 32 : 20;
    if (index.length < 12 + hashSize || index.toString('latin1', 0, 4) !== 'DIRC')
        return null;
    const version = index.readUInt32BE(4);
    if (version < 2 || version > 4)
        return null;
    const marked = Buffer.from(index);
    const body = marked.length - hashSize;
    let at = 12;
    for (let left = index.readUInt32BE(8); left > 0; left--) {
        const flagsAt = at + 40 + hashSize;
        if (flagsAt + 2 > body)
            return null;
        const flags = marked.readUInt16BE(flagsAt);
        marked.writeUInt16BE(flags | assumeValid, flagsAt);
        const nameAt = flagsAt + (version > 2 && (flags & extended) !== 0 ? 4 : 2);
        const end = marked.indexOf(0, version === 4 ? endOfVarint(marked, nameAt) : nameAt);
        if (end < 0 || end >= body)
            return null;
        at = version === 4 ? end + 1 : at + Math.ceil((end + 1 - at) / 8) * 8;
    }
    if (hasSplitIndex(marked, at, body))
        return null;
    // `index.skipHash` leaves zeros in place of the checksum.
    if (marked.subarray(body).some((byte) => byte !== 0)) {
        (0,external_node_crypto_.createHash)(objectFormat === 'sha256' ? 'sha256' : 'sha1')
            .update(marked.subarray(0, body))
            .digest()
            .copy(marked, body);
    }
    return marked;
}
function endOfVarint(bytes, start) {
    let at = start;
    while (((bytes[at] ?? 0) & 0x80) !== 0)
        at++;
    return at + 1;
}
function hasSplitIndex(bytes, start, end) {
    for (let at = start; at + 8 <= end; at += 8 + bytes.readUInt32BE(at + 4)) {
        if (bytes.toString('latin1', at, at + 4) === 'link')
            return true;
    }
    return false;
}

;// CONCATENATED MODULE: ./lib/baseline/git-metadata.js




/**
 * Gives the base's checkout a stand-in for git's metadata: a copy of the head's `.git`, of the same size to the byte,
 * so that a build that copies it, or asks git there, gets the same on both sides. Object files are hard links where
 * the file system allows. `git` runs in the head's working tree. What stood at the base's `.git` must be gone.
 *
 * Where the head's tree is clean the base's looks clean too (Go stamps binaries with this): in the copy the index takes
 * every file as unchanged, and files that it does not know are excluded, where both can be said in the bytes there are.
 */
async function mirrorGitMetadata(git, objectFormat, headRoot, baseRoot) {
    const from = (0,external_node_path_.join)(headRoot, '.git');
    const to = (0,external_node_path_.join)(baseRoot, '.git');
    if (!(await isDirectory(from))) {
        await (0,promises_namespaceObject.copyFile)(from, to);
        return;
    }
    const [status] = await Promise.all([git.attempt(['status', '--porcelain']), copyDirectory(from, to, false)]);
    if (status.code !== 0 || status.stdout !== '')
        return;
    await rewrite((0,external_node_path_.join)(to, 'index'), (index) => markUnchanged(index, objectFormat));
    await rewrite((0,external_node_path_.join)(to, 'info', 'exclude'), excludeEverything);
}
/** The exclude file that git makes is a comment: its first bytes become a pattern for everything. */
function excludeEverything(file) {
    const isComment = file.length >= 4 && file.toString('latin1', 0, 1) === '#' && file.indexOf('\n') >= 3;
    return isComment ? Buffer.concat([Buffer.from('*\n#'), file.subarray(3)]) : null;
}
async function rewrite(path, change) {
    const content = await (0,promises_namespaceObject.readFile)(path).catch(() => null);
    const changed = content === null ? null : change(content);
    if (changed !== null)
        await (0,promises_namespaceObject.writeFile)(path, changed);
}
/** Objects are never changed in place, so they can be shared; everything else is the copy's own. */
async function copyDirectory(from, to, shared) {
    await (0,promises_namespaceObject.mkdir)(to, { recursive: true });
    const entries = await (0,promises_namespaceObject.readdir)(from, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    await Promise.all(files.map((entry) => copyEntry(entry, (0,external_node_path_.join)(from, entry.name), (0,external_node_path_.join)(to, entry.name), shared)));
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
        await copyDirectory((0,external_node_path_.join)(from, name), (0,external_node_path_.join)(to, name), shared || name === 'objects');
    }
}
/** A socket or a pipe is no file that a build context carries. */
async function copyEntry(entry, from, to, shared) {
    if (entry.isSymbolicLink())
        await (0,promises_namespaceObject.symlink)(await (0,promises_namespaceObject.readlink)(from), to);
    else if (entry.isFile())
        await (shared ? share(from, to) : copy(from, to));
}
async function share(from, to) {
    try {
        await (0,promises_namespaceObject.link)(from, to);
    }
    catch {
        // Another file system, another owner, or too many links.
        await copy(from, to);
    }
}
async function copy(from, to) {
    await (0,promises_namespaceObject.copyFile)(from, to, external_node_fs_namespaceObject.constants.COPYFILE_FICLONE);
}
async function isDirectory(path) {
    return (await (0,promises_namespaceObject.lstat)(path)).isDirectory();
}

;// CONCATENATED MODULE: ./lib/baseline/prepare.js





/**
 * Runs the input `prepare` in the base's checkout, by `bash -e` as a step of a workflow runs (`sh -e` where there is no
 * bash). While it runs, git there speaks of the base: `gitDir` has the base's commit as its HEAD. Each line of output
 * goes to `onLine`.
 */
async function prepareCheckout(run, command, root, gitDir, onLine) {
    const pointer = (0,external_node_path_.join)(root, '.git');
    const last = [];
    const note = (line) => {
        if (line.trim() !== '')
            last.push(line.trimEnd());
        if (last.length > 5)
            last.shift();
        onLine(line);
    };
    const git = gitAt(run, gitDir, { ...noRepository, GIT_DIR: gitDir });
    await git.read(['config', 'core.bare', 'false']);
    await git.read(['config', 'core.worktree', root]);
    await (0,promises_namespaceObject.writeFile)(pointer, `gitdir: ${gitDir}\n`);
    try {
        const { code } = await shell(run, command, root, note);
        if (code === 0)
            return { ok: true };
        const words = last.length === 0 ? '' : `: ${last.join(' / ')}`;
        return { ok: false, reason: `prepare failed with exit code ${code ?? 'none'} in the base's checkout${words}` };
    }
    finally {
        await (0,promises_namespaceObject.rm)(pointer, { recursive: true, force: true });
    }
}
async function shell(run, command, cwd, onLine) {
    const options = { cwd, env: noRepository, onStdoutLine: onLine, onStderrLine: onLine };
    try {
        return await run('bash', ['-e', '-c', command], options);
    }
    catch (error) {
        if (!(error instanceof lib_errors/* GateError */.ue))
            throw error;
        return run('sh', ['-e', '-c', command], options);
    }
}

;// CONCATENATED MODULE: ./lib/baseline/find-baseline.js









/**
 * The commit to compare with, checked out and ready to be built; or that there is none, and why. The user's
 * repository is only read. Throws a GateError for a `baseRef` that names nothing, and where git itself does not work.
 */
async function findBaseline(repository, question, capabilities) {
    try {
        return await find(repository, question, capabilities);
    }
    catch (error) {
        // A failed call to the file system; git's own failures are reasons or GateErrors by now.
        if (typeof error !== 'object' || error === null || !('syscall' in error))
            throw error;
        const message = `the base's checkout could not be written to ${question.scratch}: ${(0,lib_errors/* messageOf */.bD)(error)}`;
        throw new lib_errors/* GateError */.ue('environment', message, 'Make room there, or set TMPDIR to a directory that has it.', error);
    }
}
async function find(repository, question, { run, onLine }) {
    if (question.mode === 'none')
        return find_baseline_none(null, { expected: false, reason: 'none was asked for' });
    const choice = await choose(repository, question);
    if (choice.kind === 'none')
        return find_baseline_none(null, choice);
    const { sha, reason } = choice;
    const root = (0,external_node_path_.join)(question.scratch, 'base');
    const checkout = await checkOut(repository, sha, { root, scratch: question.scratch });
    if (!checkout.ok) {
        return find_baseline_none(sha, {
            expected: true,
            reason: `the base ${sha} (${reason}) could not be checked out: ${checkout.reason}`,
        });
    }
    const gitDir = checkout.borrowed.dir;
    if (question.prepare !== null) {
        const prepared = await prepareCheckout(run, question.prepare, root, gitDir, onLine);
        if (!prepared.ok)
            return find_baseline_none(sha, { expected: true, reason: prepared.reason });
    }
    if (await question.needsGitMetadata(root))
        await mirrorAll(repository, checkout);
    return { source: 'rebuilt', sha, root, gitDir, reason };
}
/** Histories are cut and filtered to find the commit: in a repository that only lives for this. */
async function choose(repository, { scratch, head, event, baseRef }) {
    const dir = (0,external_node_path_.join)(scratch, 'history');
    const history = await borrow(repository, dir);
    const choice = await chooseBase(history, head, event, baseRef);
    await (0,promises_namespaceObject.rm)(dir, { recursive: true, force: true });
    return choice;
}
async function mirrorAll(repository, checkout) {
    for (const { root, headRoot } of checkout.trees) {
        if (headRoot === null)
            continue;
        const git = headRoot === repository.root ? repository.git : repository.git.with(noRepository, headRoot);
        await mirrorGitMetadata(git, repository.objectFormat, headRoot, root);
    }
}
function find_baseline_none(sha, why) {
    return { source: 'none', sha, expected: why.expected, reason: why.reason };
}

;// CONCATENATED MODULE: ./lib/baseline/ignores-git.js

/**
 * Whether a `.dockerignore` keeps a root `.git` out of the build context, by the rules of moby/patternmatcher: last
 * match wins, `!` takes back. Where it is not plain the answer is false, which only costs a copy of `.git`.
 */
function ignoresGit(dockerignore) {
    let ignored = false;
    for (const line of dockerignore.replace(/^\uFEFF/, '').split('\n')) {
        const trimmed = line.trim();
        if (line.startsWith('#') || trimmed === '')
            continue;
        const negated = trimmed.startsWith('!');
        const segments = segmentsOf(negated ? trimmed.slice(1).trim() : trimmed);
        if (negated)
            ignored = ignored && !mayTouchGit(segments);
        else
            ignored = ignored || matchesGit(segments);
    }
    return ignored;
}
function segmentsOf(pattern) {
    return external_node_path_.posix
        .normalize(pattern)
        .split('/')
        .filter((segment) => segment !== '');
}
/** `.git` itself, at any depth of leading `**`. */
function matchesGit(segments) {
    const rest = segments.slice(segments.findIndex((segment) => segment !== '**'));
    if (segments.length > 0 && segments.every((segment) => segment === '**'))
        return true;
    return rest.length === 1 && expression(rest[0] ?? '')?.test('.git') === true;
}
/** A negation that could bring back `.git` or something below it. */
function mayTouchGit(segments) {
    const first = segments[0] ?? '**';
    return first.includes('**') || (expression(first)?.test('.git') ?? true);
}
/** A pattern's segment as a regular expression; null where it has a class or an escape: those are left alone. */
function expression(segment) {
    if (/[[\]\\]/.test(segment))
        return null;
    const source = segment
        .replace(/[.+^${}()|]/g, '\\$&')
        .replace(/\*+/g, '.*')
        .replace(/\?/g, '.');
    return new RegExp(`^${source}$`);
}

;// CONCATENATED MODULE: ./lib/baseline/sees-git.js



/** Whether a build of any of the images in the tree at `root` may see git's metadata: its own, or a submodule's. */
async function seesGit(root, images) {
    // Below the top level only submodules have a `.git`.
    const hasSubmodules = await (0,promises_namespaceObject.stat)((0,external_node_path_.join)(root, '.gitmodules')).then(() => true, () => false);
    if (hasSubmodules)
        return true;
    const atTop = images.filter(({ context }) => context === '.');
    const ignored = await Promise.all(atTop.map(({ dockerfile }) => isIgnored(root, dockerfile)));
    return ignored.includes(false);
}
/** A Dockerfile's own ignore file stands in for the context's. Source: docker docs, "Build context", .dockerignore files. */
async function isIgnored(root, dockerfile) {
    for (const path of [`${dockerfile}.dockerignore`, '.dockerignore']) {
        try {
            return ignoresGit(await (0,promises_namespaceObject.readFile)((0,external_node_path_.join)(root, path), 'utf8'));
        }
        catch {
            // Not there, or not to be read: then it ignores nothing for the build either.
        }
    }
    return false;
}

;// CONCATENATED MODULE: ./lib/plan/bake-inputs.js

/** Names for the secret values of a plan's trees: `SIZE_GATE_SECRET_1`, … */
function secretVariables(sources) {
    const values = sources.flatMap(({ images }) => images.flatMap(({ request }) => request.build.secrets.flatMap(({ from }) => (from.kind === 'value' ? [from.value] : []))));
    return new Map([...new Set(values)].map((value, index) => [value, `SIZE_GATE_SECRET_${index + 1}`]));
}
/**
 * What a bake of these trees needs in its environment: the secret values, which stand neither among its arguments nor in
 * its definition.
 */
function secretEnvironment(sources) {
    return Object.fromEntries([...secretVariables(sources)].map(([value, name]) => [name, value]));
}
/**
 * The arguments by which a bake grants what its definition asks for, as it asks back; so it does for the host's network,
 * which `docker buildx build --network host` grants by itself.
 */
function allowArguments(sources) {
    const all = sources.flatMap(({ images }) => images.flatMap(({ request: { build } }) => [...build.allow, ...(build.network === 'host' ? ['network.host'] : [])]));
    return [...new Set(all)].flatMap((name) => ['--allow', name]);
}
/** The first buildx whose bake takes `network` and entitlements. Source: docker/buildx v0.17.0, bake/bake.go. */
const PRIVILEGED_BAKE = '0.17.0';
/** Throws a GateError (environment) where these trees ask for what the bake of this version of buildx would not hand on. */
function assertBakeable(sources, buildx) {
    if (buildx.localeCompare(PRIVILEGED_BAKE, 'en', { numeric: true }) >= 0)
        return;
    const builds = sources.flatMap(({ images }) => images.map(({ request }) => request.build));
    const asked = [
        ...(builds.some(({ network }) => network !== null) ? ['network'] : []),
        ...(builds.some(({ allow }) => allow.length > 0) ? ['allow'] : []),
    ];
    if (asked.length === 0)
        return;
    const names = asked.map((name) => `\`${name}\``).join(' and ');
    throw new lib_errors/* GateError */.ue('environment', `${names} cannot be handed to buildx ${buildx}: ${PRIVILEGED_BAKE} or later is needed`, 'Update the package docker-buildx-plugin, or add docker/setup-buildx-action before this step.');
}
/** The build inputs of an image in the tree at `root`, as a bake definition has them. Empty ones are left out. */
function bakeInputs({ contexts, secrets, ssh, cacheFrom, allow }, root, variables) {
    const named = Object.fromEntries(contexts.map(({ name, from }) => [name, from.kind === 'inside' ? join(root, from.path) : from.reference]));
    const secret = secrets.map(({ id, from }) => {
        const source = from.kind === 'file'
            ? `src=${from.path}`
            : `env=${from.kind === 'env' ? from.name : (variables.get(from.value) ?? '')}`;
        return [`id=${id}`, source].map(csvField).join(',');
    });
    return {
        ...(contexts.length === 0 ? {} : { contexts: literals(named) }),
        ...(secret.length === 0 ? {} : { secret: secret.map(literal) }),
        ...(ssh.length === 0 ? {} : { ssh: ssh.map(literal) }),
        ...(cacheFrom.length === 0 ? {} : { 'cache-from': cacheFrom.map(literal) }),
        ...(allow.length === 0 ? {} : { entitlements: allow.map(literal) }),
    };
}
function join(root, path) {
    return path === '.' ? root : `${root}/${path}`;
}
function csvField(text) {
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
/** Bake reads strings as HCL templates, also in JSON: `${` and `%{` stand for themselves only when doubled. */
function literal(text) {
    return text.replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
}
/** Keys are templates too. */
function literals(record) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [literal(key), literal(value)]));
}

;// CONCATENATED MODULE: ./lib/builder/buildx-command.js




/** A call of buildx, as a runner takes it. */
function buildxCall({ command, args }, ...more) {
    return [command, [...args, ...more]];
}
/** Source: docker/cli cli-plugins/manager/manager_unix.go, `defaultSystemPluginDirs`. */
const SYSTEM_PLUGINS = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map((directory) => `${directory}/docker/cli-plugins`);
/**
 * Finds buildx where the docker CLI looks for it, to call it without the CLI, which starts two more processes for each
 * call (0.17 s of 0.22 s on two cores); where it is not found so, the CLI itself has to know.
 * Throws a GateError where there is no docker or no buildx.
 */
async function findBuildx(run, env) {
    // Without docker nothing works for long: it says so itself, below.
    const plugin = (await isOnPath('docker', env)) ? await findPlugin(env) : null;
    if (plugin !== null) {
        const version = versionIn(await run(plugin, ['version']).catch(() => null));
        if (version !== null)
            return { command: plugin, args: [], version };
    }
    const output = await run('docker', ['buildx', 'version']);
    const version = versionIn(output);
    if (version !== null)
        return { command: 'docker', args: ['buildx'], version };
    const [said = ''] = (output.stderr || output.stdout).trim().split('\n');
    throw new lib_errors/* GateError */.ue('environment', `docker has no buildx: ${said}`, 'Install the package docker-buildx-plugin (docker-buildx on Debian and Ubuntu), or add docker/setup-buildx-action before this step.');
}
function versionIn(output) {
    return output?.code === 0 ? (/\bv?(\d+\.\d+\.\d+)/.exec(output.stdout)?.[1] ?? null) : null;
}
/** The first of the docker CLI's directories that has it. Source: docker/cli cli-plugins/manager/manager.go, `getPluginDirs`. */
async function findPlugin(env) {
    const config = env['DOCKER_CONFIG'] ?? '';
    const user = env['HOME'] ?? '';
    // An empty one is none: nothing is looked for below the working directory.
    const home = config !== '' ? config : user === '' ? null : (0,external_node_path_.join)(user, '.docker');
    const own = home === null ? [] : [...(await extraDirectories(home)), (0,external_node_path_.join)(home, 'cli-plugins')];
    for (const directory of [...own, ...SYSTEM_PLUGINS]) {
        const path = (0,external_node_path_.join)(directory, 'docker-buildx');
        if (await isExecutable(path))
            return path;
    }
    return null;
}
/** A configuration that cannot be read has none for the docker CLI either. */
async function extraDirectories(home) {
    try {
        const config = JSON.parse(await (0,promises_namespaceObject.readFile)((0,external_node_path_.join)(home, 'config.json'), 'utf8'));
        const extra = config.cliPluginsExtraDirs;
        return Array.isArray(extra) ? extra.filter((directory) => typeof directory === 'string') : [];
    }
    catch {
        return [];
    }
}
async function isOnPath(command, env) {
    for (const directory of (env['PATH'] ?? '').split(external_node_path_.delimiter)) {
        if (directory !== '' && (await isExecutable((0,external_node_path_.join)(directory, command))))
            return true;
    }
    return false;
}
async function isExecutable(path) {
    return (0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.X_OK).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./lib/builder/checks.js
/** `severalTargets`: whether buildx names the target of a vertex. */
function checkLog(severalTargets) {
    const owners = new Map();
    const checks = new Map();
    return {
        owner(vertex, target) {
            if (target === null)
                return;
            const known = owners.get(vertex);
            if (known === undefined)
                owners.set(vertex, new Set([target]));
            else
                known.add(target);
        },
        warning(warning) {
            const check = checkOf(warning);
            if (check === null)
                return;
            const known = checks.get(warning.vertex) ?? new Map();
            checks.set(warning.vertex, known.set(JSON.stringify([check.rule, check.line, check.sentence]), check));
        },
        of: (target) => [...checks]
            .filter(([vertex]) => !severalTargets || owners.get(vertex)?.has(target) === true)
            .flatMap(([, ofVertex]) => [...ofVertex.values()]),
    };
}
/**
 * The check behind a warning; null where it is another warning, such as one of an external cache, or one of a frontend
 * that has no names for them. Source: moby/buildkit frontend/dockerfile/linter/linter.go, LintFormatShort.
 */
function checkOf({ short, detail, url, range }) {
    const [, rule, sentence] = /^([A-Z][A-Za-z\d]*): (.+) \(line \d+\)$/s.exec(decoded(short)) ?? [];
    const line = range?.[0]?.start?.line ?? 0;
    if (rule === undefined || sentence === undefined || line < 1)
        return null;
    return {
        rule,
        line,
        sentence,
        detail: (detail ?? []).map((part) => decoded(part)).join(' '),
        url: url === undefined || url === '' ? null : url,
    };
}
function decoded(base64) {
    return Buffer.from(base64, 'base64').toString('utf8');
}

;// CONCATENATED MODULE: ./lib/builder/progress.js

/** Lines of a step's log that are kept for its failure. */
const LOG_LINES = 20;
/** Characters of it that are kept while it runs. */
const LOG_LENGTH = 16_384;
/**
 * `onStep` is called when an instruction has started and when it is through. `severalTargets`: whether more than one
 * target is built, as buildx tells whose a step is only then.
 */
function readProgress(severalTargets, onStep) {
    const vertexes = new Map();
    /** As they were when they failed: targets that share a step tell of it one after the other, and not all the same. */
    const failures = new Map();
    const logs = new Map();
    const checks = checkLog(severalTargets);
    const words = [];
    /** The lines so far of a status that has several, as those of buildx 0.14 have. */
    let open = [];
    function line(text) {
        if (open.length > 0 || text === '{') {
            open.push(text);
            if (text !== '}')
                return;
            text = open.join('\n');
            open = [];
        }
        const status = parseStatus(text);
        if (status === null) {
            words.push(text);
            return;
        }
        for (const vertex of status.vertexes ?? [])
            onVertex(vertex);
        for (const warning of status.warnings ?? [])
            checks.warning(warning);
        for (const log of status.logs ?? []) {
            const before = logs.get(log.vertex) ?? '';
            logs.set(log.vertex, longer(before, Buffer.from(log.data, 'base64').toString('utf8')));
        }
    }
    function onVertex(vertex) {
        const before = vertexes.get(vertex.digest);
        vertexes.set(vertex.digest, vertex);
        const step = stepOf(vertex, severalTargets);
        checks.owner(vertex.digest, step.target);
        if (step.error !== null)
            failures.set(vertex.digest, step);
        if (step.position === '')
            return;
        const hasStarted = vertex.started !== undefined && before?.started === undefined;
        const hasEnded = vertex.completed !== undefined && before?.completed === undefined;
        if (hasStarted || hasEnded)
            onStep(step);
    }
    function failed() {
        return [...failures].map(([digest, step]) => {
            const log = (logs.get(digest) ?? '').trimEnd().split('\n').slice(-LOG_LINES);
            return { step, log: log[0] === '' && log.length === 1 ? [] : log };
        });
    }
    function runs() {
        return new Map([...vertexes.values()].flatMap((vertex) => runOf(vertex).map((run) => [vertex.digest, run])));
    }
    return { line, failed, runs, checks: checks.of, said: () => [...words, ...open].join('\n').trim() };
}
function runOf({ name, started, completed, cached }) {
    if (started === undefined || completed === undefined)
        return [];
    return [
        {
            name: /^\[[^\]]*\] (.*)$/s.exec(name)?.[1] ?? name,
            started: Date.parse(started),
            completed: Date.parse(completed),
            cached: cached === true,
        },
    ];
}
/** A line that is longer than all that is kept. */
const LONG_LINE = '…';
/**
 * The end of a log with what came after it, from the start of a line: half a line may hold half a secret, which nobody
 * would recognise.
 */
function longer(log, more) {
    // The rest of a long line is left out too.
    const end = more.indexOf('\n');
    const all = log !== LONG_LINE ? log + more : end < 0 ? log : log + more.slice(end);
    if (all.length <= LOG_LENGTH)
        return all;
    const start = all.indexOf('\n', all.length - LOG_LENGTH - 1) + 1;
    return start === 0 ? LONG_LINE : all.slice(start);
}
function parseStatus(text) {
    if (!text.startsWith('{'))
        return null;
    try {
        return JSON.parse(text);
    }
    catch {
        // Not a line of progress but words that happen to start with a brace: kept for the error message.
        return null;
    }
}
/**
 * `[target platform stage  2/13] RUN …`, of which there may be no target, platform or stage; what is no instruction has
 * no position: `[target internal] load metadata for …`, `[target] resolve image config for …`.
 * Source: moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go, prefixCommand; docker/buildx util/progress/printer.go.
 */
function stepOf(vertex, severalTargets) {
    const [, bracket = '', instruction = vertex.name] = /^\[([^\]]*)\] (.*)$/s.exec(vertex.name) ?? [];
    const words = bracket.split(/\s+/).filter((word) => word !== '');
    const target = severalTargets && words[0] !== 'internal' ? (words.shift() ?? null) : null;
    const position = /^\d+\/\d+$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : '';
    const stage = position === '' ? '' : (words.findLast((word) => !word.includes('/')) ?? '');
    return { ...timing(vertex), target, stage, position, instruction };
}
function timing(vertex) {
    const { started, completed } = vertex;
    const stopped = vertex.error?.endsWith('context canceled') === true;
    return {
        duration: started === undefined || completed === undefined ? null : Date.parse(completed) - Date.parse(started),
        cached: vertex.cached === true,
        stopped,
        error: vertex.error === undefined || vertex.error === '' || stopped ? null : vertex.error,
    };
}

;// CONCATENATED MODULE: ./lib/builder/bake.js




/** What makes a bake the same everywhere, whatever the user's environment sets. */
const BAKE_ENV = {
    BUILDX_METADATA_PROVENANCE: 'max',
    // An attestation would turn each image into an index.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDX_GIT_INFO: 'false',
    // The definition is ours: its paths are those that the user asked for.
    BUILDX_BAKE_ENTITLEMENTS_FS: '0',
    // BuildKit keeps with each build's record the trace of the whole bake: of 100 targets it writes that for longer than it builds.
    OTEL_TRACES_SAMPLER: 'always_off',
};
/**
 * Makes each target's image another, also where head and base are the same: the containerd store refuses one of two that
 * are exported at the same moment under the same digest ("already exists").
 */
const TARGET_LABEL = 'size-gate.target';
/** One `docker buildx bake` of the given targets; the definition goes in on standard input, nothing comes out but metadata. */
async function bake(run, plan, targets, options) {
    const ids = targets.map((target) => target.id);
    const definition = {
        group: { default: { targets: ids } },
        target: Object.fromEntries(ids.map((id) => [id, { ...plan.bake[id], labels: { ...plan.bake[id]?.labels, [TARGET_LABEL]: id } }])),
    };
    const progress = readProgress(targets.length > 1, options.onStep);
    const args = [
        'bake',
        ...options.builder.buildxArgs,
        '--file',
        '-',
        '--progress=rawjson',
        ...allowArguments(plan.sources),
    ];
    const { code } = await run(...buildxCall(options.builder.buildx, ...args, '--metadata-file', options.metadataFile), {
        env: { ...BAKE_ENV, ...secretEnvironment(plan.sources) },
        input: JSON.stringify(definition),
        onStderrLine: progress.line,
        onStdoutLine: progress.line,
    });
    if (code !== 0)
        return { ok: false, progress };
    const metadata = JSON.parse(await (0,promises_namespaceObject.readFile)(options.metadataFile, 'utf8'));
    return { ok: true, progress, metadata };
}

;// CONCATENATED MODULE: ./lib/builder/batches.js
/** Targets of one bake. Of 200 at once a builder on two cores loses track of some. */
const BATCH = 100;
/** All in one bake where they are not too many, else what is compared with each other in the same. */
function inBatches(targets) {
    const pairs = new Map();
    for (const target of targets) {
        const key = JSON.stringify([target.image, target.target, target.platform]);
        const pair = pairs.get(key);
        if (pair === undefined)
            pairs.set(key, [target]);
        else
            pair.push(target);
    }
    const batches = [];
    for (const pair of pairs.values()) {
        const last = batches.at(-1);
        if (last !== undefined && last.length + pair.length <= BATCH)
            last.push(...pair);
        else
            batches.push([...pair]);
    }
    return batches;
}
/** A batch in two, for the half that is at fault to tell. */
function halves(batch) {
    const middle = Math.ceil(batch.length / 2);
    return [batch.slice(0, middle), batch.slice(middle)].filter((half) => half.length > 0);
}

;// CONCATENATED MODULE: ./lib/builder/take-up.js



/**
 * Takes stages up from the builder's cache, which notes on the last record of each that it was used. Nothing is run that
 * the cache still has, and nothing exported.
 */
function takeUpFrom(plan, context) {
    let count = 0;
    return async (stages) => {
        for (const batch of inBatches(stages)) {
            const metadataFile = (0,external_node_path_.join)(context.scratch, `stages-${count++}.json`);
            const { ok } = await bake(context.run, plan, batch, { ...context, metadataFile, onStep: () => undefined });
            if (!ok)
                return false;
        }
        return true;
    };
}

;// CONCATENATED MODULE: ./lib/baseline/missing-file.js



/** BuildKit's words for a path that a `COPY`, `ADD` or bind mount wants and the context does not have. */
const words = [
    /failed to calculate checksum of ref \S+: "(.+?)": not found/,
    /failed to compute cache key: "(.+?)" not found/,
    /"(\/.+?)": not found/,
    /lstat (?:\/\S*?\/buildkit-mount\d+)?(\/?\S+?): no such file or directory/,
];
/** The path, relative to the context, that a failed build did not find; null: it failed of something else. */
function missingPath(buildError) {
    for (const expression of words) {
        const path = expression.exec(buildError)?.[1];
        if (path !== undefined)
            return external_node_path_.posix.normalize(path).replace(/^\/+/, '').replace(/\/$/, '');
    }
    return null;
}
/** Whether a path, relative to the repository's root, is in the head's tree without git knowing it. */
async function isUntracked(repository, path) {
    try {
        await (0,promises_namespaceObject.lstat)((0,external_node_path_.join)(repository.root, path));
    }
    catch {
        return false;
    }
    const tracked = await repository.git.attempt(['--literal-pathspecs', 'ls-files', '-z', '--', path]);
    return tracked.code === 0 && fields(tracked.stdout).length === 0;
}
/**
 * What to say of a base that did not build because its checkout lacks a file which an earlier step made in the head's
 * tree; null where it failed of something else. `context` is relative to the root.
 */
async function hintForMissingFile(repository, context, buildError) {
    const missing = missingPath(buildError);
    if (missing === null)
        return null;
    const path = external_node_path_.posix.join(context, missing);
    if (!(await isUntracked(repository, path)))
        return null;
    return `${path} is in the head's tree but not in git, so the base's checkout lacks it: make it there with the input \`prepare\``;
}

;// CONCATENATED MODULE: ./lib/dockerfile/graph.js
/** Indices of the stages that no other stage of the file uses. */
function leaves(graph) {
    const used = new Set(graph.stages.flatMap(({ index, needs }) => needs.map(({ stage }) => stage).filter((stage) => stage !== index)));
    return graph.stages.map(({ index }) => index).filter((index) => !used.has(index));
}
/** Index of the stage that a build without a target makes: the last. */
function defaultStage(graph) {
    return graph.stages.length - 1;
}
/** Whether users get this stage: it is the last one, or a leaf. The others are intermediate. */
function isShipped(graph, index) {
    return index === defaultStage(graph) || leaves(graph).includes(index);
}
/** Indices of the stages that building `index` takes, itself included (`allReachableStages` in BuildKit). */
function reachable(graph, index) {
    const seen = new Set();
    const open = [index];
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
        if (seen.has(stage))
            continue;
        seen.add(stage);
        open.push(...(graph.stages[stage]?.needs ?? []).map((edge) => edge.stage));
    }
    return seen;
}
/** Index of the stage that its FROM names; null where it begins from an image, or from nothing. */
function stageBelow({ needs }) {
    return needs.find(({ by }) => by === 'FROM')?.stage ?? null;
}
/** The stage `index` and those that it lies on, by their FROMs: the lowest first. None where the file has no such stage. */
function stageChain(graph, index) {
    const chain = [];
    // FROM names earlier stages only.
    for (let stage = graph.stages[index]; stage !== undefined; stage = graph.stages[stageBelow(stage) ?? -1]) {
        chain.unshift(stage);
    }
    return chain;
}
/** Indices of the stages that building `index` leaves out. */
function unusedBy(graph, index) {
    const used = reachable(graph, index);
    return graph.stages.map((stage) => stage.index).filter((stage) => !used.has(stage));
}
/** How many stages the file has, and how many of them building `index` takes. */
function stageCount(graph, index) {
    return { declared: graph.stages.length, used: reachable(graph, index).size };
}
/** The problems that BuildKit meets when it builds `index`. */
function problemsOf(graph, index) {
    const used = reachable(graph, index);
    return graph.problems.filter(({ stage }) => stage === null || used.has(stage));
}
/** The stage whose instructions a line stands among, or null: before the first FROM, or in a gap between stages. */
function stageAt(graph, line) {
    return graph.stages.find(({ lines }) => holds(lines, line)) ?? null;
}
/** The instruction that a line belongs to, a heredoc's lines included, or null. */
function instructionAt(graph, line) {
    return stageAt(graph, line)?.instructions.find(({ lines }) => holds(lines, line)) ?? null;
}
function holds({ start, end }, line) {
    return start <= line && line <= end;
}

;// CONCATENATED MODULE: ./lib/dockerfile/refusal.js
/**
 * What BuildKit would object to. Thrown inside this folder only: {@link parseDockerfile} turns it into a GateError
 * that names the file. `line` is null until somebody on the way up knows it.
 */
class Refusal extends Error {
    hint;
    line;
    constructor(message, hint = null, line = null) {
        super(message);
        this.name = 'Refusal';
        this.hint = hint;
        this.line = line;
    }
}
/** Runs `act` and returns what it returns; a Refusal without a line leaves with this one. */
function refusal_at(line, act) {
    try {
        return act();
    }
    catch (thrown) {
        if (thrown instanceof Refusal && thrown.line === null)
            throw new Refusal(thrown.message, thrown.hint, line);
        throw thrown;
    }
}
/** What `act` returns, or the Refusal that it threw. */
function attempt(act) {
    try {
        return { value: act() };
    }
    catch (thrown) {
        if (thrown instanceof Refusal)
            return { refusal: thrown };
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell-pattern.js

/**
 * The pattern of `${name#pattern}` and its kin as a regular expression: `?` is one character, `*` any run, and there
 * are no bracket expressions (`convertShellPatternToRegex` in BuildKit's shell/lex.go). Throws a Refusal for an escape
 * of anything but `*`, `?`, `\`, `}` and `/`.
 */
function shellPattern(pattern, greedy, anchored) {
    const characters = Array.from(pattern);
    let source = anchored ? '^' : '';
    for (let i = 0; i < characters.length; i++) {
        const character = characters[i] ?? '';
        if (character === '*')
            source += greedy ? '[^\\n]*' : '[^\\n]*?';
        else if (character === '?')
            source += '[^\\n]';
        else if (character === '\\') {
            const next = characters[i + 1] ?? '';
            if (next === '}' || next === '/')
                continue;
            if (next !== '*' && next !== '?' && next !== '\\') {
                throw new Refusal(`pattern ${pattern} escapes ${next === '' ? 'nothing' : next}, which is no wildcard`);
            }
            source += `\\${next}`;
            i++;
        }
        else
            source += /[[\]{}.+()|^$]/.test(character) ? `\\${character}` : character;
    }
    return new RegExp(source, 'u');
}
/** `value` without the shortest (`#`) or longest (`##`, greedy) prefix that matches. */
function withoutPrefix(value, pattern, greedy) {
    const match = shellPattern(pattern, greedy, true).exec(value);
    return match === null ? value : value.slice(match[0].length);
}
/** `value` without the shortest (`%`) or longest (`%%`, greedy) suffix that matches. */
function withoutSuffix(value, pattern, greedy) {
    // A leftmost search cannot find the shortest suffix; in the mirrored text it is the shortest prefix.
    return mirrored(withoutPrefix(mirrored(value), mirroredPattern(pattern), greedy));
}
/** `value` with the first match (`/`) or every match (`//`) of the pattern replaced. */
function replaced(value, pattern, replacement, every) {
    const expression = shellPattern(pattern, true, false);
    if (!every) {
        const match = expression.exec(value);
        return match === null
            ? value
            : value.slice(0, match.index) + replacement + value.slice(match.index + match[0].length);
    }
    let last = -1;
    return value.replaceAll(new RegExp(expression.source, 'gu'), (match, offset) => {
        // Go takes no empty match that touches the match before; JavaScript does.
        if (match === '' && offset === last)
            return '';
        last = offset + match.length;
        return template(replacement, match);
    });
}
/** Go's `ReplaceAllString` reads `$name` and `${name}` in the replacement; only group 0 exists here. */
function template(replacement, match) {
    return replacement.replace(/\$(?:\$|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})/g, (_, bare, braced) => {
        const group = bare ?? braced;
        if (group === undefined)
            return '$';
        return group === '0' ? match : '';
    });
}
function mirrored(text) {
    return Array.from(text).reverse().join('');
}
/** Mirrors a pattern but keeps each backslash before the character that it escapes. */
function mirroredPattern(pattern) {
    return (pattern.match(/\\[^]|[^]/gu) ?? []).reverse().join('');
}

;// CONCATENATED MODULE: ./lib/dockerfile/space.js
/**
 * What Go calls white space, which is what BuildKit's parser cuts at: `unicode.IsSpace`. It differs from `\s` of
 * JavaScript (U+0085 is in, U+FEFF is not).
 */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const ONE = new RegExp(`^[${SPACE}]$`);
const LEADING = new RegExp(`^[${SPACE}]+`);
const TRAILING = new RegExp(`[${SPACE}]+$`);
/** Whether one character is white space to Go's `unicode.IsSpace`. */
function isSpace(character) {
    return ONE.test(character);
}
/** The text without leading white space, as `strings.TrimLeftFunc(s, unicode.IsSpace)`. */
function trimStart(text) {
    return text.replace(LEADING, '');
}
/** The text without trailing white space. */
function trimEnd(text) {
    return text.replace(TRAILING, '');
}
/** The text without white space at its ends, as `strings.TrimSpace`. */
function trim(text) {
    return trimEnd(trimStart(text));
}
/** What stands between words of an instruction: `reWhitespace` of BuildKit's parser/parser.go. */
const BLANKS = /[\t\v\f\r ]+/;

;// CONCATENATED MODULE: ./lib/dockerfile/expand.js



/**
 * `text` with its quotes taken off, its escapes resolved and its variables replaced: `ProcessWord` of BuildKit's
 * shell/lex.go, with every form of `${}` that it has. Throws a Refusal for a form that it refuses.
 */
function expand(text, values, escape) {
    try {
        return lex(text, values, { escape }).result;
    }
    catch (thrown) {
        if (thrown instanceof Refusal)
            throw new Refusal(`${text}: ${thrown.message}`);
        throw thrown;
    }
}
/** The words of `text` after the same treatment: `ProcessWords`. Throws a Refusal as {@link expand} does. */
function shellWords(text, options) {
    return lex(text, new Map(), options).words;
}
function lex(text, values, options) {
    const lexer = { characters: Array.from(text), position: 0, values, options, word: '' };
    return readUntil(lexer, null, options.rawEscapes === true);
}
function peek(lexer) {
    return lexer.characters[lexer.position] ?? null;
}
function next(lexer) {
    const character = peek(lexer);
    if (character !== null)
        lexer.position++;
    return character;
}
/** Reads up to `stop` (and over it), or to the end where `stop` is null. */
function readUntil(lexer, stop, rawEscapes) {
    const words = [];
    let result = '';
    let inWord = false;
    lexer.word = '';
    const addRaw = (text) => {
        lexer.word += text;
        inWord = true;
    };
    const add = (character) => {
        if (!isSpace(character))
            addRaw(character);
        else if (inWord && lexer.word !== '') {
            words.push(lexer.word);
            lexer.word = '';
            inWord = false;
        }
    };
    const finish = () => {
        if (lexer.word !== '')
            words.push(lexer.word);
        lexer.word = '';
        return { result, words };
    };
    for (let character = peek(lexer); character !== null; character = peek(lexer)) {
        if (character === stop) {
            lexer.position++;
            return finish();
        }
        const special = readSpecial(lexer, character, rawEscapes);
        if (special !== null) {
            result += special;
            if (character === '$')
                for (const part of special)
                    add(part);
            else
                addRaw(special);
            continue;
        }
        lexer.position++;
        if (character !== lexer.options.escape) {
            add(character);
            result += character;
            continue;
        }
        if (rawEscapes) {
            addRaw(character);
            result += character;
        }
        const escaped = next(lexer);
        if (escaped === null)
            break;
        addRaw(escaped);
        result += escaped;
    }
    if (stop !== null)
        throw new Refusal(`no ${stop} to the end`);
    return finish();
}
function readSpecial(lexer, character, rawEscapes) {
    switch (character) {
        case '$':
            return readDollar(lexer);
        case "'":
            return readSingleQuoted(lexer);
        case '"':
            return readDoubleQuoted(lexer, rawEscapes);
        case '<':
            return readPossibleHeredoc(lexer);
        default:
            return null;
    }
}
function readSingleQuoted(lexer) {
    const quote = lexer.options.rawQuotes === true ? "'" : '';
    lexer.position++;
    let result = quote;
    for (let character = next(lexer); character !== "'"; character = next(lexer)) {
        if (character === null)
            throw new Refusal('a single quote that does not end');
        result += character;
    }
    return result + quote;
}
function readDoubleQuoted(lexer, rawEscapes) {
    const { escape } = lexer.options;
    const quote = lexer.options.rawQuotes === true ? '"' : '';
    lexer.position++;
    let result = quote;
    for (;;) {
        const character = peek(lexer);
        if (character === null)
            throw new Refusal('a double quote that does not end');
        if (character === '$') {
            result += readDollar(lexer);
            continue;
        }
        lexer.position++;
        if (character === '"')
            return result + quote;
        if (character !== escape) {
            result += character;
            continue;
        }
        if (rawEscapes)
            result += character;
        const escaped = peek(lexer);
        if (escaped === null)
            continue;
        if (escaped === '"' || escaped === '$' || escaped === escape) {
            lexer.position++;
            result += escaped;
        }
        else
            result += character;
    }
}
/** `<<` and the white space behind it stay in one word, so that `<< EOF` is found as a heredoc. */
function readPossibleHeredoc(lexer) {
    lexer.position++;
    if (peek(lexer) !== '<')
        return '<';
    lexer.position++;
    let result = '<<';
    for (let character = peek(lexer); character !== null && '\t\r '.includes(character); character = peek(lexer)) {
        result += character;
        lexer.position++;
    }
    return result;
}
function readDollar(lexer) {
    lexer.position++;
    if (peek(lexer) !== '{') {
        const name = readName(lexer);
        if (name === '')
            return '$';
        return lexer.values.get(name) ?? (lexer.options.keepUnset === true ? `$${name}` : '');
    }
    lexer.position++;
    const first = peek(lexer);
    if (first === null)
        throw new Refusal("'${' without '}'");
    if (first === '{' || first === '}' || first === ':')
        throw new Refusal("'${' without a name");
    const name = readName(lexer);
    const modifier = next(lexer);
    switch (modifier) {
        case '}':
            return lexer.values.get(name) ?? (lexer.options.keepUnset === true ? `\${${name}}` : '');
        case '/':
            return readReplacement(lexer, name);
        case ':':
        case '+':
        case '-':
        case '?':
        case '#':
        case '%':
            return readModified(lexer, name, modifier);
        case null:
        default:
            throw unsupported(modifier);
    }
}
function unsupported(modifier) {
    return new Refusal(modifier === null ? "'${' without '}'" : `no form of \${} has ${modifier}`);
}
function readModified(lexer, name, first) {
    const emptyIsUnset = first === ':';
    const modifier = emptyIsUnset ? next(lexer) : first;
    const written = emptyIsUnset ? `:${modifier ?? ''}` : first;
    const isTrim = modifier === '#' || modifier === '%';
    if (emptyIsUnset && isTrim)
        throw unsupported(written);
    const word = readPart(lexer, '}', isTrim);
    const value = lexer.values.get(name);
    if (value === undefined && lexer.options.keepUnset === true)
        return `\${${name}${written}${word}}`;
    const present = value !== undefined && !(emptyIsUnset && value === '');
    switch (modifier) {
        case '-':
            return present ? value : word;
        case '+':
            return present ? word : '';
        case '?':
            if (present)
                return value;
            throw new Refusal(`${name}: ${word || `is ${value === undefined ? 'not set' : 'empty'}`}`);
        case '#':
        case '%': {
            const greedy = word.startsWith(modifier);
            const pattern = greedy ? word.slice(1) : word;
            return (modifier === '#' ? withoutPrefix : withoutSuffix)(value ?? '', pattern, greedy);
        }
        case null:
        default:
            throw unsupported(written);
    }
}
function readReplacement(lexer, name) {
    const every = peek(lexer) === '/';
    if (every)
        lexer.position++;
    const pattern = readPart(lexer, '/', true);
    const replacement = readPart(lexer, '}', true);
    const value = lexer.values.get(name);
    if (value === undefined && lexer.options.keepUnset === true)
        return `\${${name}/${pattern}/${replacement}}`;
    return replaced(value ?? '', pattern, replacement, every);
}
function readPart(lexer, stop, rawEscapes) {
    try {
        return readUntil(lexer, stop, rawEscapes).result;
    }
    catch (thrown) {
        if (!(thrown instanceof Refusal) || peek(lexer) !== null)
            throw thrown;
        throw new Refusal(`'\${' without '${stop}'`);
    }
}
/** A name, a number (`$1`) or one of the shell's special parameters (`$@`); empty where none follows. */
function readName(lexer) {
    const first = peek(lexer);
    if (first === null)
        return '';
    if (/^\p{Nd}$/u.test(first))
        return readWhile(lexer, /^\p{Nd}$/u);
    if ('@*#?-$!0'.includes(first)) {
        lexer.position++;
        return first;
    }
    return readWhile(lexer, /^[\p{L}\p{Nd}_]$/u);
}
function readWhile(lexer, kind) {
    let text = '';
    for (let character = peek(lexer); character !== null && kind.test(character); character = peek(lexer)) {
        text += character;
        lexer.position++;
    }
    return text;
}

;// CONCATENATED MODULE: ./lib/dockerfile/nearest.js
/**
 * The option that a mistyped `word` most likely means, or null where none is near: the rule of BuildKit's
 * util/suggest (fewer than three edits, case put aside).
 */
function nearest_nearest(word, options) {
    let best = null;
    let least = 3;
    for (const option of options) {
        const edits = distance(word.toLowerCase(), option.toLowerCase());
        if (edits < least) {
            best = option;
            least = edits;
        }
    }
    return best;
}
/** `did you mean NAME?` where there is a near name, else null. */
function nearest_didYouMean(word, options) {
    const near = nearest_nearest(word, options);
    return near === null ? null : `did you mean ${near}?`;
}
/** Levenshtein's edit distance. */
function distance(left, right) {
    let row = Array.from({ length: right.length + 1 }, (_, column) => column);
    for (let i = 1; i <= left.length; i++) {
        const next = [i];
        for (let j = 1; j <= right.length; j++) {
            const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}

;// CONCATENATED MODULE: ./lib/dockerfile/platform.js

const SYSTEMS = 'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos';
const ARCHITECTURES = '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm';
const KNOWN_SYSTEMS = new Set(SYSTEMS.split(' '));
const KNOWN_ARCHITECTURES = new Set(ARCHITECTURES.split(' '));
/**
 * The platform that `OS[(VERSION)][/ARCHITECTURE[/VARIANT]]` or a bare architecture means; what is left out comes from
 * linux/amd64. Throws a Refusal for what github.com/containerd/platforms does not take.
 */
function parsePlatform(text) {
    const parts = text.split('/');
    const [first = '', architecture, variant = ''] = parts;
    const system = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$/.exec(first);
    if (system === null || parts.length > 3 || !parts.slice(1).every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) {
        throw new Refusal(`invalid platform ${JSON.stringify(text)}`, 'a platform reads os/architecture or os/architecture/variant');
    }
    const os = (system[1] ?? '').toLowerCase().replace(/^macos$/, 'darwin');
    const osVersion = system[2] ?? '';
    if (architecture !== undefined)
        return { os, osVersion, ...normalised(architecture, variant) };
    if (KNOWN_SYSTEMS.has(os))
        return { os, osVersion, architecture: 'amd64', variant: '' };
    const bare = normalised(first, '');
    if (KNOWN_ARCHITECTURES.has(bare.architecture))
        return { os: 'linux', osVersion: '', ...bare };
    throw new Refusal(`${JSON.stringify(text)} is no operating system and no architecture`);
}
/** The platform in the form that BuildKit gives to TARGETPLATFORM. */
function formatPlatform({ os, osVersion, architecture, variant }) {
    return [osVersion === '' ? os : `${os}(${osVersion})`, architecture, variant].filter((part) => part !== '').join('/');
}
function normalised(written, spelled) {
    const architecture = written.toLowerCase();
    const variant = spelled.toLowerCase();
    switch (architecture) {
        case 'i386':
            return { architecture: '386', variant: '' };
        case 'x86_64':
        case 'x86-64':
        case 'amd64':
            return { architecture: 'amd64', variant: variant === 'v1' ? '' : variant };
        case 'aarch64':
        case 'arm64':
            if (['8', 'v8', 'v8.0'].includes(variant))
                return { architecture: 'arm64', variant: '' };
            return { architecture: 'arm64', variant: ['9', '9.0', 'v9.0'].includes(variant) ? 'v9' : variant };
        case 'armhf':
            return { architecture: 'arm', variant: 'v7' };
        case 'armel':
            return { architecture: 'arm', variant: 'v6' };
        case 'arm':
            return { architecture: 'arm', variant: variant === '' ? 'v7' : /^[5-8]$/.test(variant) ? `v${variant}` : variant };
        default:
            return { architecture, variant };
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/reference.js
const ALPHANUMERIC = '[a-z0-9]+';
const COMPONENT = `${ALPHANUMERIC}(?:(?:[._]|__|-+)${ALPHANUMERIC})*`;
const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const DOMAIN = `(?:${HOST}(?:\\.${HOST})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const TAG = ':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(?:${DOMAIN}/)?(${COMPONENT}(?:/${COMPONENT})*)(?:${TAG})?(?:${DIGEST})?$`);
const LONGEST_NAME = 255;
/**
 * Why `image` is no image reference, or null where it is one: the grammar of github.com/distribution/reference, which
 * BuildKit applies to every base that is not a stage.
 */
function referenceFault(image) {
    if (/^[a-f0-9]{64}$/.test(image))
        return '64 hexadecimal digits are an ID';
    const slash = image.indexOf('/');
    const head = slash < 0 ? '' : image.slice(0, slash);
    const hasDomain = /[.:]/.test(head) || head === 'localhost' || head.toLowerCase() !== head;
    const name = hasDomain ? image.slice(slash + 1) : image;
    const colon = name.search(/[:@]/);
    const path = colon < 0 ? name : name.slice(0, colon);
    if (path.toLowerCase() !== path)
        return 'upper case in the name of an image';
    const match = REFERENCE.exec(hasDomain ? image : `docker.io/${image}`);
    if (match === null)
        return 'not of the form name:tag or name@digest';
    return (match[1] ?? '').length > LONGEST_NAME ? `a name of more than ${LONGEST_NAME} characters` : null;
}

;// CONCATENATED MODULE: ./lib/dockerfile/bases.js





/**
 * Looks up what each FROM names: a stage defined before it, else an image. BuildKit keeps stage names in lower case
 * and looks the base up as it is written, so `FROM Build` never means the stage `build` (`addState` in its
 * dockerfile2llb/convert.go). `names` is the table after the last stage: the latest of equal names stands.
 */
function bases(stages, values, escape) {
    const names = new Map();
    const problems = [];
    const found = stages.map(({ from, body }, index) => {
        const line = body[0]?.instruction.lines.start ?? 0;
        const outcome = attempt(() => lookUp(from.base, names, values, escape));
        if ('refusal' in outcome)
            problems.push({ line, stage: null, message: outcome.refusal.message });
        const { platform } = from;
        if (platform !== null) {
            const verdict = attempt(() => checkPlatform(platform, values, escape));
            if ('refusal' in verdict)
                problems.push({ line, stage: null, message: verdict.refusal.message });
        }
        if (from.name !== null)
            names.set(from.name, index);
        return 'value' in outcome ? outcome.value : { image: null, stage: null };
    });
    return { names, found, problems };
}
function lookUp(written, names, values, escape) {
    const image = expand(written, values, escape);
    if (image === '')
        throw new Refusal(`nothing is left of the base ${written}: its variables are empty here`);
    const stage = names.get(image) ?? null;
    if (stage !== null || image === 'scratch')
        return { image, stage };
    const fault = referenceFault(image);
    if (fault === null)
        return { image, stage: null };
    const near = nearest_nearest(image, [...names.keys()]);
    const advice = near === null ? '' : ` (did you mean ${near}?)`;
    throw new Refusal(`"${image}" is neither a stage nor an image: ${fault}${advice}`);
}
function checkPlatform(written, values, escape) {
    const platform = expand(written, values, escape);
    if (platform === '')
        throw new Refusal(`nothing is left of the platform ${written}: its variables are empty here`);
    parsePlatform(platform);
}

;// CONCATENATED MODULE: ./lib/dockerfile/circle.js
/**
 * The problem of the first instruction found that closes a circle of COPY --from and RUN --mount=from=, or none.
 * BuildKit (`validateCircularDependency`) leaves FROM out, which can only name an earlier stage, and ONBUILD.
 */
function circularProblem(edges, targets) {
    const visited = new Set();
    const path = new Set();
    const visit = (stage) => {
        if (visited.has(stage))
            return null;
        visited.add(stage);
        path.add(stage);
        for (const edge of edges[stage] ?? []) {
            if (edge.by === 'ONBUILD')
                continue;
            const closing = path.has(edge.stage) ? edge : visit(edge.stage);
            if (closing !== null)
                return closing;
        }
        path.delete(stage);
        return null;
    };
    for (let stage = 0; stage < edges.length; stage++) {
        const closing = visit(stage);
        if (closing !== null) {
            const message = `stage ${targets[stage] ?? stage} needs itself, by way of this instruction`;
            return [{ line: closing.line, stage: null, message }];
        }
    }
    return [];
}

;// CONCATENATED MODULE: ./lib/dockerfile/duration.js

const UNITS = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    μs: 1e-3,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
/** Go counts nanoseconds in 64 bits. */
const LONGEST = 2 ** 63 / 1e6;
/**
 * Throws a Refusal where `text` is no duration that HEALTHCHECK takes: empty, zero, or in Go's notation and at least
 * a millisecond long (`parseOptInterval` in BuildKit's instructions/parse.go).
 */
function checkInterval(name, text) {
    if (text === '')
        return;
    const [, sign = '', digits = ''] = /^([+-]?)([^]*)$/.exec(text) ?? [];
    const milliseconds = digits === '0' ? 0 : parts(text, digits);
    if (milliseconds === 0)
        return;
    if (sign === '-' || milliseconds < 1)
        throw new Refusal(`--${name}=${text} is less than 1ms`);
}
function parts(text, digits) {
    const invalid = new Refusal(`invalid duration ${JSON.stringify(text)}`, 'like 30s or 1m30s');
    let total = 0;
    let position = 0;
    while (position < digits.length) {
        PART.lastIndex = position;
        const match = PART.exec(digits);
        if (match === null)
            throw invalid;
        total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
        position = PART.lastIndex;
    }
    if (position === 0 || total >= LONGEST)
        throw invalid;
    return total;
}

;// CONCATENATED MODULE: ./lib/dockerfile/flags.js



/**
 * Cuts the `--flags` off the front of an instruction's arguments, quotes and escapes resolved:
 * `extractBuilderFlags` of BuildKit's parser/split_command.go. A lone `--` ends them.
 */
function takeFlags(line, escape) {
    const flags = [];
    let position = 0;
    for (;;) {
        while (position < line.length && isSpace(line.charAt(position)))
            position++;
        if (!line.startsWith('--', position))
            return { flags, rest: line.slice(position) };
        let word = '';
        let quote = null;
        let quoted = false;
        for (; position < line.length; position++) {
            const character = line.charAt(position);
            if (quote === null && isSpace(character))
                break;
            if (character === quote)
                quote = null;
            else if (quote === null && (character === '"' || character === "'")) {
                quote = character;
                quoted = true;
            }
            else if (character !== escape)
                word += character;
            else if (position + 1 < line.length)
                word += line.charAt(++position);
        }
        if (word === '--')
            return { flags, rest: line.slice(position) };
        if (quoted || word !== '')
            flags.push(word);
    }
}
/**
 * The values of each flag of an instruction, in the order written. Throws a Refusal for a flag that the instruction
 * does not know, that is given twice, or whose value is missing or no boolean (BuildKit's instructions/bflag.go).
 */
function readFlags(flags, known) {
    const values = new Map();
    for (const flag of flags) {
        if (flag === '--')
            break;
        if (!flag.startsWith('--'))
            throw new Refusal(`a flag starts with --: ${flag}`);
        const equals = flag.indexOf('=');
        const written = equals < 0 ? flag : flag.slice(0, equals);
        const value = equals < 0 ? null : flag.slice(equals + 1);
        const name = written.slice(2);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw new Refusal(`unknown flag: ${written}`, nearest_didYouMean(written, Object.keys(known).map((flag) => `--${flag}`)));
        const earlier = values.get(name);
        if (earlier !== undefined && kind !== 'many')
            throw new Refusal(`flag given twice: ${written}`);
        values.set(name, [...(earlier ?? []), flagValue(written, value, kind)]);
    }
    return values;
}
function flagValue(written, value, kind) {
    if (kind !== 'boolean') {
        if (value === null)
            throw new Refusal(`flag without a value: ${written}`);
        return value;
    }
    if (value === '')
        throw new Refusal(`flag without a value: ${written}`);
    const truth = (value ?? 'true').toLowerCase();
    if (truth === 'true' || truth === 'false')
        return truth;
    throw new Refusal(`${written} is true or false, not ${value ?? ''}`);
}

;// CONCATENATED MODULE: ./lib/dockerfile/heredoc.js


const HEREDOC = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/;
const HOLDERS = new Set(['add', 'copy', 'run']);
/**
 * The heredocs that an instruction opens, in order: in ADD, COPY and RUN, bare or behind ONBUILD, unless they are in
 * JSON form (BuildKit's parser/parser.go). Quotes and escapes are read with `\` whatever the escape directive says.
 */
function heredocsOf(line, command) {
    const holder = command.keyword.toLowerCase() === 'onbuild' ? (command.trigger ?? command) : command;
    if (!HOLDERS.has(holder.keyword.toLowerCase()) || holder.json || !line.includes('<<'))
        return [];
    return wordsOrNone(line).flatMap((word) => heredocIn(word) ?? []);
}
/** The heredoc that a word is, or null: `ParseHeredoc`. */
function heredocIn(word) {
    const match = HEREDOC.exec(word);
    const rest = match?.[2];
    if (match === null || rest === undefined || rest === '')
        return null;
    const names = shellWords(rest, { escape: '\\', keepUnset: true });
    const name = names[0];
    return name === undefined || names.length > 1 ? null : { name, chomp: match[1] === '-' };
}
/** Where quotes do not pair up there is no heredoc: such a line is the shell's business. */
function wordsOrNone(line) {
    try {
        return shellWords(line, { escape: '\\', rawQuotes: true, rawEscapes: true, keepUnset: true });
    }
    catch (thrown) {
        if (thrown instanceof Refusal)
            return [];
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/mount.js

/**
 * What a `--mount` of RUN names in `from=`, or null where it names nothing. The other keys may hold variables, so
 * BuildKit judges them in the build only. Throws a Refusal for malformed CSV and for a variable in `from`
 * (`parseMount` in BuildKit's instructions/commands_runmount.go).
 */
function mountSource(mount) {
    let from = null;
    for (const field of csvFields(mount)) {
        const equals = field.indexOf('=');
        if (equals < 0 || field.slice(0, equals).toLowerCase() !== 'from')
            continue;
        const value = field.slice(equals + 1);
        const dollar = value.indexOf('$');
        if (dollar >= 0 && dollar !== value.length - 1) {
            throw new Refusal('from= of a mount takes no variables', 'name the image in a FROM … AS name and mount from that name');
        }
        from = value === '' ? null : value;
    }
    return from;
}
/** Throws a Refusal where the value of `--device` is not what `ParseDevice` of commands_rundevice.go takes. */
function checkDevice(device) {
    let named = null;
    for (const field of csvFields(device)) {
        const equals = field.indexOf('=');
        const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
        const value = equals < 0 ? null : field.slice(equals + 1);
        if (key === 'required' && (value === null || /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)))
            continue;
        if (key === 'required')
            throw new Refusal(`required= of a device is true or false, not ${value ?? ''}`);
        if (key === 'name' && value !== null) {
            if (named !== null && named !== '')
                throw new Refusal(`a second name for device ${named}`);
            named = value;
        }
        else if (named === null || named === '')
            named = field;
        else if (value === null)
            throw new Refusal(`field ${field} of a device has no =`);
        else
            throw new Refusal(`unknown field of a device: ${field}`);
    }
}
/** The fields of one line of CSV. Throws a Refusal for an empty line and for quotes that do not pair up. */
function csvFields(text) {
    const line = text.replace(/\r?\n$/, '');
    if (line === '')
        throw new Refusal('a flag with an empty list of fields');
    const fields = [];
    let position = 0;
    for (;;) {
        if (line.charAt(position) === '"') {
            const match = /"((?:[^"]|"")*)"(?=,|$)/y;
            match.lastIndex = position;
            const quoted = match.exec(line);
            if (quoted === null)
                throw new Refusal(`quotes that do not pair up in ${JSON.stringify(text)}`);
            fields.push((quoted[1] ?? '').replaceAll('""', '"'));
            position = match.lastIndex;
        }
        else {
            const comma = line.indexOf(',', position);
            const field = line.slice(position, comma < 0 ? line.length : comma);
            if (field.includes('"'))
                throw new Refusal(`a quote inside a field that is not quoted in ${JSON.stringify(text)}`);
            fields.push(field);
            position += field.length;
        }
        if (position >= line.length)
            return fields;
        position++;
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/instruction.js







const OTHER = { kind: 'other' };
const ADD_FLAGS = {
    chown: 'one',
    chmod: 'one',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    checksum: 'one',
    unpack: 'boolean',
    exclude: 'many',
};
/** `parents`, and `security` of RUN, are known to new and to "labs" frontends only. */
const COPY_FLAGS = {
    parents: 'boolean',
    chown: 'one',
    from: 'one',
    chmod: 'one',
    link: 'boolean',
    exclude: 'many',
};
const RUN_FLAGS = { mount: 'many', network: 'one', security: 'one', device: 'many' };
const INTERVALS = ['interval', 'timeout', 'start-period', 'start-interval'];
const HEALTHCHECK_FLAGS = { ...Object.fromEntries(INTERVALS.map((name) => [name, 'one'])), retries: 'one' };
const RULES = new Map([
    ['ADD', (command) => (checkCopy(command, ADD_FLAGS), OTHER)],
    ['ARG', readArg],
    ['CMD', (command) => (readFlags(command.flags, {}), OTHER)],
    ['COPY', (command) => ({ kind: 'COPY', from: checkCopy(command, COPY_FLAGS).get('from')?.[0] || null })],
    ['ENTRYPOINT', (command) => (readFlags(command.flags, {}), OTHER)],
    ['ENV', checkPairs],
    ['EXPOSE', (command) => (atLeastOne(command), readFlags(command.flags, {}), OTHER)],
    ['FROM', readFrom],
    ['HEALTHCHECK', checkHealthcheck],
    ['LABEL', checkPairs],
    ['MAINTAINER', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
    ['ONBUILD', readOnbuild],
    ['RUN', readRun],
    ['SHELL', checkShell],
    // BuildKit reads no flags of STOPSIGNAL and ARG and lets any pass.
    ['STOPSIGNAL', (command) => (exactlyOne(command), OTHER)],
    ['USER', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
    ['VOLUME', checkVolume],
    ['WORKDIR', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
]);
/**
 * What an instruction means, after the checks of BuildKit's instructions/parse.go: known keyword and flags, number of
 * arguments, stage names. Throws a Refusal for what it refuses.
 */
function readInstruction(command) {
    const rule = RULES.get(command.keyword.toUpperCase());
    if (rule !== undefined)
        return rule(command);
    if (command.keyword === '')
        throw new Refusal('an instruction with nothing in it');
    throw new Refusal(`unknown instruction: ${command.keyword}`, nearest_didYouMean(command.keyword, [...RULES.keys()]));
}
function readFrom({ args, flags }) {
    const [base, as, written] = args;
    let name = null;
    if (args.length === 3 && as?.toLowerCase() === 'as' && written !== undefined) {
        name = written.toLowerCase();
        if (!/^[a-z][a-z0-9-_.]*$/.test(name)) {
            throw new Refusal(`invalid stage name ${JSON.stringify(written)}`, 'a letter first, then letters, digits, -, _ and .');
        }
    }
    else if (args.length !== 1) {
        throw new Refusal('FROM takes an image, or an image, AS and a name', args.includes('#') ? 'a comment needs a line of its own' : null);
    }
    const platform = readFlags(flags, { platform: 'one' }).get('platform')?.[0];
    return { kind: 'FROM', base: base ?? '', name, platform: platform || null };
}
function readArg(command) {
    atLeastOne(command);
    const pairs = command.args.map((arg) => {
        const equals = arg.indexOf('=');
        if (equals === 0)
            throw new Refusal('ARG with an empty name');
        return equals < 0 ? { name: arg, value: null } : { name: arg.slice(0, equals), value: arg.slice(equals + 1) };
    });
    return { kind: 'ARG', pairs };
}
function readRun({ flags }) {
    const values = readFlags(flags, RUN_FLAGS);
    const from = (values.get('mount') ?? []).map(mountSource);
    const network = values.get('network')?.[0] ?? 'default';
    if (!['default', 'none', 'host'].includes(network))
        throw new Refusal(`unknown network ${JSON.stringify(network)}`, 'default, none or host');
    const security = values.get('security')?.[0] ?? 'sandbox';
    if (!['insecure', 'sandbox'].includes(security))
        throw new Refusal(`unknown security ${JSON.stringify(security)}`, 'insecure or sandbox');
    values.get('device')?.forEach(checkDevice);
    return { kind: 'RUN', from };
}
function readOnbuild(command) {
    atLeastOne(command);
    readFlags(command.flags, {});
    const keyword = trim(command.args[0] ?? '').toUpperCase();
    if (keyword === 'ONBUILD')
        throw new Refusal('ONBUILD of an ONBUILD');
    if (keyword === 'MAINTAINER' || keyword === 'FROM') {
        throw new Refusal(`ONBUILD of a ${keyword}`);
    }
    return command.trigger === null ? OTHER : { kind: 'ONBUILD', trigger: command.trigger };
}
function checkCopy({ keyword, args, flags }, known) {
    const name = keyword.toUpperCase();
    if (args.length < 2) {
        throw new Refusal(`${name} needs a source and a destination`);
    }
    const values = readFlags(flags, known);
    if (heredocOrNone(args.at(-1) ?? ''))
        throw new Refusal(`the destination of ${name} is a heredoc`);
    return values;
}
function heredocOrNone(word) {
    try {
        return heredocIn(word) !== null;
    }
    catch (thrown) {
        if (thrown instanceof Refusal)
            return false;
        throw thrown;
    }
}
function checkPairs(command) {
    readFlags(command.flags, {});
    atLeastOne(command);
    if (command.args.includes(''))
        throw new Refusal(`${command.keyword.toUpperCase()} with an empty name`);
    return OTHER;
}
function checkHealthcheck(command) {
    atLeastOne(command);
    const [written = '', ...args] = command.args;
    const kind = written.toUpperCase();
    if (kind === 'NONE') {
        if (args.length > 0)
            throw new Refusal('something behind HEALTHCHECK NONE');
        return OTHER;
    }
    const values = readFlags(command.flags, HEALTHCHECK_FLAGS);
    if (kind !== 'CMD')
        throw new Refusal(`unknown HEALTHCHECK ${kind}`, 'CMD or NONE');
    if (args.length === 0)
        throw new Refusal('HEALTHCHECK CMD without a command');
    for (const name of INTERVALS)
        checkInterval(name, values.get(name)?.[0] ?? '');
    checkRetries(values.get('retries')?.[0] ?? '');
    return OTHER;
}
function checkRetries(text) {
    if (text === '')
        return;
    const count = Number(text);
    if (!/^[+-]?\d+$/.test(text) || count >= 2 ** 31 || count < -(2 ** 31)) {
        throw new Refusal(`--retries must be a whole number, not ${JSON.stringify(text)}`);
    }
    if (count < 0)
        throw new Refusal(`--retries below zero: ${count}`);
}
function checkShell(command) {
    readFlags(command.flags, {});
    atLeastOne(command);
    if (!command.json)
        throw new Refusal('SHELL takes a JSON array');
    return OTHER;
}
function checkVolume(command) {
    atLeastOne(command);
    readFlags(command.flags, {});
    if (command.args.some((volume) => trim(volume) === '')) {
        throw new Refusal('VOLUME with an empty path');
    }
    return OTHER;
}
function atLeastOne({ keyword, args }) {
    if (args.length === 0)
        throw new Refusal(`${keyword.toUpperCase()} needs an argument`);
}
function exactlyOne({ keyword, args }) {
    if (args.length !== 1)
        throw new Refusal(`${keyword.toUpperCase()} needs an argument`);
}

;// CONCATENATED MODULE: ./lib/dockerfile/global-scope.js



/**
 * The variables that FROM sees: the platform arguments that BuildKit predefines, then the ARGs before the first FROM,
 * each with its build-arg where there is one (`defaultArgs` in BuildKit's dockerfile2llb/platform.go, `buildMetaArgs`
 * in convert.go). A build-arg that no ARG declares is not seen. Problems are values that BuildKit cannot expand.
 */
function globalScope(args, scope, escape) {
    const given = new Map(Object.entries(scope.buildArgs));
    const values = predefined(scope);
    const problems = [];
    for (const name of values.keys())
        values.set(name, given.get(name) ?? values.get(name) ?? '');
    for (const { pairs, line } of args) {
        for (const { name, value } of pairs) {
            const override = given.get(name);
            if (override !== undefined)
                values.set(name, override);
            else if (value !== null) {
                const outcome = attempt(() => expand(value, values, escape));
                if ('value' in outcome)
                    values.set(name, outcome.value);
                else
                    problems.push({ line, stage: null, message: outcome.refusal.message });
            }
        }
    }
    return { values, problems };
}
function predefined({ platform, buildPlatform, target }) {
    return new Map([
        ['BUILDPLATFORM', formatPlatform({ ...buildPlatform, osVersion: '' })],
        ['BUILDOS', buildPlatform.os],
        ['BUILDOSVERSION', buildPlatform.osVersion],
        ['BUILDARCH', buildPlatform.architecture],
        ['BUILDVARIANT', buildPlatform.variant],
        ['TARGETPLATFORM', formatPlatform(platform)],
        ['TARGETOS', platform.os],
        ['TARGETOSVERSION', platform.osVersion],
        ['TARGETARCH', platform.architecture],
        ['TARGETVARIANT', platform.variant],
        ['TARGETSTAGE', target ?? 'default'],
    ]);
}

// EXTERNAL MODULE: ./lib/shell-script.js
var shell_script = __nccwpck_require__(5877);
;// CONCATENATED MODULE: ./lib/dockerfile/script.js

/** What runs a RUN that is a heredoc and nothing else, or a shell that a heredoc is handed to (BuildKit's dockerfile2llb, dispatchRun). */
const TO_SHELL = /^(RUN\s+(?:--\S+\s+)*)(?:(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh(?:\s+(?:[-+]\S+|pipefail))*\s*)?<<\S+$/i;
/** Of a script that something else than a shell runs: its first line says so. */
const OTHER_INTERPRETER = /^\s*#!(?!.*\b(?:ba|da|a|k|z)?sh\b)/;
/** An instruction with its heredocs, of which `bodies` are the texts. */
function withHeredocs(instruction, bodies) {
    const { text } = instruction;
    const [body = '', ...others] = bodies;
    const [, start] = TO_SHELL.exec(text) ?? [];
    const isScript = start !== undefined && others.length === 0 && !OTHER_INTERPRETER.test(body);
    const commands = isScript ? `${start}\n${(0,shell_script/* commandsIn */.G)(body)}` : text;
    return { ...instruction, commands, whole: [text, ...bodies].join('\n') };
}

;// CONCATENATED MODULE: ./lib/dockerfile/draft.js





/**
 * Sorts instructions into stages and the ARGs before them (`Parse` in BuildKit's instructions/parse.go). Throws a
 * Refusal with a line for an instruction that BuildKit refuses, and for one that stands before the first FROM.
 */
function draftStages(lines) {
    const stages = [];
    const globalArgs = [];
    for (const line of lines) {
        const { start } = line.lines;
        const meaning = refusal_at(start, () => readInstruction(line.command));
        const entry = { instruction: quoted(line), meaning };
        const stage = stages.at(-1);
        if (meaning.kind === 'FROM')
            stages.push({ from: meaning, body: [entry] });
        else if (stage !== undefined)
            stage.body.push(entry);
        else if (meaning.kind === 'ARG')
            globalArgs.push({ pairs: meaning.pairs, line: start });
        else
            throw new Refusal(`${line.command.keyword.toUpperCase()} before the first FROM`, 'only ARG may stand there', start);
    }
    return { stages, globalArgs };
}
function quoted({ command, pieces, heredocs, lines }) {
    const text = pieces.map((piece) => piece.text).reduce(joined, '');
    return withHeredocs({ keyword: command.keyword.toUpperCase(), text: trimEnd(trimStart(text)), lines }, heredocs);
}
/** Whatever white space stands where two lines meet is one space; where there is none, none is added. */
function joined(left, right) {
    const before = trimEnd(left);
    const after = trimStart(right);
    const apart = before !== left || after !== right;
    return apart && before !== '' && after !== '' ? `${before} ${after}` : before + after;
}

;// CONCATENATED MODULE: ./lib/dockerfile/edges.js




/**
 * Resolves the sources of every stage, as `toCommand`, `detectRunMount` and `initOnBuildTriggers` of BuildKit's
 * dockerfile2llb do: by name in any case, by number (COPY only), else an image. `bases` gives for each stage the
 * index of the stage it starts from, or null.
 */
function sourceEdges(stages, bases, names) {
    const lookup = { names, known: stages.length, declared: stages.length, images: new Set() };
    const problems = [];
    const edges = stages.map(({ body }, index) => {
        const found = [];
        for (const { instruction, meaning } of body) {
            const line = instruction.lines.start;
            const outcome = attempt(() => sources(meaning, lookup));
            if ('refusal' in outcome) {
                problems.push({ line, stage: null, message: outcome.refusal.message });
                continue;
            }
            const by = meaning.kind === 'RUN' ? 'RUN' : 'COPY';
            for (const stage of outcome.value) {
                found.push({ stage, by, line });
                if (stage > index)
                    problems.push({ line, stage: index, message: tooEarly(by, stages[stage], stage) });
            }
        }
        return found;
    });
    bases.forEach((base, index) => {
        const line = stages[index]?.body[0]?.instruction.lines.start ?? 0;
        for (const trigger of base === null ? [] : triggersOf(stages[base])) {
            const outcome = attempt(() => sources(readInstruction(trigger), lookup));
            if ('refusal' in outcome) {
                problems.push({ line, stage: index, message: `ONBUILD of its base: ${outcome.refusal.message}` });
                continue;
            }
            for (const stage of outcome.value) {
                edges[index]?.push({ stage, by: 'ONBUILD', line });
                if (stage > index)
                    problems.push({ line, stage: index, message: tooEarly('COPY', stages[stage], stage) });
            }
        }
    });
    return { edges, images: lookup.images, problems: [...problems, ...faultsOf(stages, lookup.images)] };
}
function triggersOf(stage) {
    return (stage?.body ?? []).flatMap(({ meaning }) => (meaning.kind === 'ONBUILD' ? [meaning.trigger] : []));
}
/** Indices of the stages that an instruction takes files from, each once. */
function sources(meaning, lookup) {
    if (meaning.kind === 'COPY' && meaning.from !== null) {
        const { from } = meaning;
        if (expand(from, new Map(), '\\') !== from) {
            throw new Refusal(`--from=${from}: no variables, quotes or escapes are read here`, 'name the image in a FROM … AS name');
        }
        return present([/^[+-]?\d+$/.test(from) ? numbered(Number(from), lookup) : named(from, lookup)]);
    }
    // A mount without from= counts as one from `scratch`, and finds a stage of that name.
    if (meaning.kind === 'RUN')
        return present(meaning.from.map((from) => named(from ?? 'scratch', lookup)));
    return [];
}
function present(indices) {
    return [...new Set(indices)].filter((index) => index !== null);
}
function named(name, lookup) {
    const index = lookup.names.get(name.toLowerCase());
    if (index !== undefined)
        return index;
    lookup.known++;
    lookup.images.add(name);
    return null;
}
function numbered(index, { known, declared }) {
    if (index < 0 || index >= known)
        throw new Refusal(`there is no stage number ${index}`);
    return index < declared ? index : null;
}
function tooEarly(by, stage, index) {
    const name = stage?.from.name ?? String(index);
    return `cannot ${by === 'RUN' ? 'mount' : 'copy'} from stage "${name}": it is defined only after this one`;
}
function faultsOf(stages, images) {
    const faults = new Map();
    for (const image of images) {
        const fault = image === 'scratch' ? null : referenceFault(image);
        if (fault !== null)
            faults.set(image, fault);
    }
    return stages.flatMap(({ body }) => body.flatMap(({ instruction, meaning }) => imagesOf(meaning).flatMap((image) => {
        const fault = faults.get(image);
        if (fault === undefined)
            return [];
        return [
            {
                line: instruction.lines.start,
                stage: null,
                message: `"${image}" is neither a stage nor an image: ${fault}`,
            },
        ];
    })));
}
function imagesOf(meaning) {
    if (meaning.kind === 'COPY')
        return meaning.from === null ? [] : [meaning.from];
    return meaning.kind === 'RUN' ? meaning.from.filter((from) => from !== null) : [];
}

;// CONCATENATED MODULE: ./lib/dockerfile/command.js



/**
 * Cuts a logical line into its parts (BuildKit's parser/split_command.go and parser/line_parsers.go). An unknown
 * keyword is no fault here. Throws a Refusal for a JSON array of anything but strings and for a malformed ENV or LABEL.
 */
function splitCommand(line, escape) {
    const [, keyword = '', tail = ''] = /^([^\t\v\f\r ]*)(?:[\t\v\f\r ]+([^]*))?$/.exec(trim(line)) ?? [];
    const { flags, rest: untrimmed } = takeFlags(tail, escape);
    const rest = trim(untrimmed);
    const command = { keyword, flags, json: false, trigger: null };
    switch (keyword.toLowerCase()) {
        case 'add':
        case 'copy':
        case 'volume': {
            const list = jsonArray(rest);
            return { ...command, json: list !== null, args: list ?? blankSeparated(rest) };
        }
        case 'cmd':
        case 'entrypoint':
        case 'run':
        case 'shell': {
            const list = jsonArray(rest);
            return { ...command, json: list !== null, args: list ?? oneOrNone(rest) };
        }
        case 'healthcheck': {
            const [, kind = '', given = ''] = /^(\S*)\s*([^]*)$/.exec(rest) ?? [];
            const list = jsonArray(given);
            return { ...command, json: list !== null, args: [...oneOrNone(kind), ...(list ?? oneOrNone(given))] };
        }
        case 'env':
        case 'label':
            return { ...command, args: pairNames(rest, keyword, escape) };
        case 'arg':
            return { ...command, args: quotedWords(rest, escape) };
        case 'expose':
        case 'from':
            return { ...command, args: blankSeparated(rest) };
        case 'onbuild': {
            if (rest === '')
                return { ...command, args: [] };
            const trigger = splitCommand(rest, escape);
            return { ...command, args: [trigger.keyword, ...trigger.args], trigger };
        }
        default:
            return { ...command, args: oneOrNone(rest) };
    }
}
function oneOrNone(text) {
    return text === '' ? [] : [text];
}
function blankSeparated(text) {
    return text === '' ? [] : text.split(BLANKS);
}
/** The strings of a JSON array, or null where the text is none. Throws a Refusal for an array of other things. */
function jsonArray(text) {
    const array = trimStart(text);
    if (!array.startsWith('['))
        return null;
    let parsed;
    try {
        parsed = JSON.parse(array);
    }
    catch {
        return null;
    }
    if (!Array.isArray(parsed))
        return null;
    const items = parsed;
    return items.map((item) => {
        if (typeof item !== 'string') {
            throw new Refusal('a JSON array of arguments may hold strings only');
        }
        return item;
    });
}
/** The names that `ENV` or `LABEL` sets, in the form `NAME value` or `NAME=value …`. */
function pairNames(rest, keyword, escape) {
    const words = quotedWords(rest, escape);
    const first = words[0];
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const [name = '', value] = rest.split(BLANKS);
        if (value === undefined)
            throw new Refusal(`${keyword.toUpperCase()} needs a name and a value`);
        return [name];
    }
    return words.map((word) => {
        const equals = word.indexOf('=');
        if (equals < 0) {
            throw new Refusal(`${keyword.toUpperCase()} reads name=value, and ${JSON.stringify(word)} has no =`);
        }
        return word.slice(0, equals);
    });
}
/** Words at white space outside quotes; quotes and escapes stay in (`parseWords`). */
function quotedWords(text, escape) {
    const words = [];
    let word = '';
    let started = false;
    let quote = null;
    const finish = () => {
        if (started || word !== '')
            words.push(word);
        word = '';
        started = false;
    };
    for (let position = 0; position < text.length; position++) {
        const character = text.charAt(position);
        if (quote === null && isSpace(character)) {
            finish();
            continue;
        }
        if (character === escape && quote !== "'") {
            // An escape as the very last character is dropped.
            if (position + 1 < text.length)
                word += character + text.charAt(++position);
            continue;
        }
        if (character === quote)
            quote = null;
        else if (quote === null && (character === '"' || character === "'")) {
            quote = character;
            started = true;
        }
        word += character;
    }
    finish();
    return words;
}

;// CONCATENATED MODULE: ./lib/dockerfile/directives.js


const KNOWN = new Set(['syntax', 'escape', 'check']);
const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\n]+?)[\t\n\f\r ]*$/;
/** A reader for directives behind `comment`; the rule is BuildKit's parser/directives.go. */
function directiveReader(comment) {
    const seen = new Set();
    let done = false;
    return {
        read(line) {
            if (done)
                return null;
            const match = line.startsWith(comment) ? DIRECTIVE.exec(trimStart(line.slice(comment.length))) : null;
            const name = match?.[1]?.toLowerCase();
            const value = match?.[2];
            if (name === undefined || value === undefined || !KNOWN.has(name)) {
                done = true;
                return null;
            }
            if (seen.has(name))
                throw new Refusal(`a second ${name} directive`);
            seen.add(name);
            return { name, value };
        },
    };
}
/**
 * The image that a `# syntax=` line (or `// syntax=`, after a `#!` line or not) asks BuildKit to parse the file with,
 * or null. Unlike the directives that the parser itself obeys, this one may not be indented (`DetectSyntax`).
 */
function syntaxOf(text) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    if (lines[0]?.startsWith('#!') === true)
        lines.shift();
    return syntaxBehind('#', lines) ?? syntaxBehind('//', lines);
}
function syntaxBehind(comment, lines) {
    const reader = directiveReader(comment);
    let syntax = null;
    try {
        for (const line of lines) {
            const directive = reader.read(line.replace(/\r$/, ''));
            if (directive === null)
                break;
            if (directive.name === 'syntax')
                syntax ??= directive.value.split(' ')[0] ?? null;
        }
    }
    catch (thrown) {
        // A directive that is there twice is refused where the file is parsed; the first syntax line counts here.
        if (!(thrown instanceof Refusal))
            throw thrown;
    }
    return syntax;
}

;// CONCATENATED MODULE: ./lib/dockerfile/lines.js





/** BuildKit reads lines through a Go scanner with a buffer of this many bytes, line ending included. */
const LONGEST_LINE = 65_536;
/**
 * Cuts a Dockerfile into instructions as BuildKit's parser/parser.go does: byte order mark, directives, comments,
 * continuations with comments and blank lines inside, heredocs. Throws a Refusal with a line for what it refuses.
 */
function readLines(text) {
    const reader = physicalLines(text);
    const directives = directiveReader('#');
    const lines = [];
    let escape = '\\';
    for (let first = reader.next(); first !== null; first = reader.next()) {
        const start = first.number;
        const content = trimStart(withoutEnding(first.text));
        const directive = refusal_at(start, () => directives.read(content));
        if (directive?.name === 'escape')
            escape = refusal_at(start, () => escapeOf(directive.value));
        if (isComment(content) || content === '')
            continue;
        const indent = withoutEnding(first.text).length - content.length;
        const pieces = readPieces(reader, { text: content, offset: first.offset + indent }, escape);
        const joined = pieces.map((piece) => piece.text).join('');
        const command = refusal_at(start, () => splitCommand(joined, escape));
        const heredocs = refusal_at(start, () => heredocsOf(joined, command).map((heredoc) => readHeredoc(reader, heredoc)));
        lines.push({ command, pieces, heredocs, lines: { start, end: reader.line() } });
    }
    if (lines.length === 0)
        throw new Refusal('no instructions in this file', null, 1);
    return { lines, escape };
}
function readPieces(reader, first, escape) {
    const head = withoutContinuation(first, escape);
    const pieces = [head.piece];
    let open = head.open;
    while (open) {
        const line = reader.next();
        if (line === null)
            break;
        const content = withoutEnding(line.text);
        // BuildKit warns of blank lines here and goes on.
        if (isComment(content) || trim(content) === '')
            continue;
        const part = withoutContinuation({ text: content, offset: line.offset }, escape);
        pieces.push(part.piece);
        open = part.open;
    }
    return pieces;
}
/** Takes the escape character off the end of a line that goes on; a doubled one there is no continuation. */
function withoutContinuation(piece, escape) {
    const text = piece.text.replace(/[ \t]+$/, '');
    if (!text.endsWith(escape) || text.endsWith(escape + escape))
        return { piece, open: false };
    return { piece: { text: text.slice(0, -1), offset: piece.offset }, open: true };
}
function readHeredoc(reader, { name, chomp }) {
    const body = [];
    for (let line = reader.next(); line !== null; line = reader.next()) {
        const content = withoutEnding(line.text);
        const kept = chomp ? content.replace(/^\t+/, '') : content;
        if (kept === name)
            return body.join('\n');
        body.push(kept);
    }
    throw new Refusal(`unterminated heredoc`, `no line is just ${JSON.stringify(name)}`);
}
function escapeOf(value) {
    if (value === '\\' || value === '`')
        return value;
    throw new Refusal(`escape=${value}: the escape character is \\ or \``);
}
function isComment(line) {
    return trimStart(line).startsWith('#');
}
function withoutEnding(line) {
    return line.replace(/[\r\n]+$/, '');
}
function physicalLines(text) {
    let offset = text.startsWith('\uFEFF') ? 1 : 0;
    let number = 0;
    return {
        line: () => number,
        next() {
            if (offset >= text.length)
                return null;
            const newline = text.indexOf('\n', offset);
            const end = newline < 0 ? text.length : newline + 1;
            const line = { number: ++number, offset, text: text.slice(offset, end) };
            if (isTooLong(line.text)) {
                throw new Refusal(`this line is longer than ${LONGEST_LINE - 1} bytes`, null, number);
            }
            offset = end;
            return line;
        },
    };
}
function isTooLong(line) {
    // No character of a JavaScript string takes more than three bytes of UTF-8.
    if (line.length * 3 < LONGEST_LINE)
        return false;
    let bytes = line.endsWith('\n') ? 0 : 1;
    for (const character of line) {
        const point = character.codePointAt(0) ?? 0;
        bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return bytes > LONGEST_LINE;
}

;// CONCATENATED MODULE: ./lib/dockerfile/target-names.js
/**
 * What to call each stage: its name, else `stage-<index>` with a number behind it where that is a name or an image of
 * the file already, so that a stage given this name takes nothing over. `names` maps each name to the stage that has
 * it in the end; a stage that lost its name to a later one is called like an unnamed one.
 */
function targetNames(stages, names, images) {
    const taken = new Set([...names.keys(), ...images.map((image) => image.toLowerCase())]);
    return stages.map(({ from: { name } }, index) => {
        if (name !== null && names.get(name) === index)
            return name;
        let target = `stage-${index}`;
        for (let suffix = 1; taken.has(target); suffix++)
            target = `stage-${index}-${suffix}`;
        taken.add(target);
        return target;
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse.js











/**
 * The stage graph of a Dockerfile's text. Accepts and refuses what `docker buildx build --call=targets` accepts and
 * refuses, but for a file of ARGs only, which BuildKit lists as no targets and never builds. What is refused later,
 * by any build or by that of one stage, is in `problems`. Throws a usage GateError whose message starts with
 * `file:line:`. Variables are expanded for one platform, and for the default target where they hold TARGETSTAGE.
 */
function parseDockerfile(text, options) {
    const outcome = attempt(() => parse(text, options));
    if ('value' in outcome)
        return outcome.value;
    const { line, message, hint } = outcome.refusal;
    throw new lib_errors/* GateError */.ue('usage', `${options.file}${line === null ? '' : `:${line}`}: ${message}`, hint);
}
function parse(text, options) {
    const platform = parsePlatform(options.platform ?? 'linux/amd64');
    const buildPlatform = options.buildPlatform === undefined ? platform : parsePlatform(options.buildPlatform);
    const { lines, escape } = readLines(text);
    const { stages, globalArgs } = draftStages(lines);
    const last = stages.at(-1);
    if (last === undefined)
        throw new Refusal('no stages to build', 'a Dockerfile needs a FROM instruction', 1);
    const build = { buildArgs: options.buildArgs ?? {}, platform, buildPlatform, target: last.from.name };
    const scope = globalScope(globalArgs, build, escape);
    const { names, found, problems: baseProblems } = bases(stages, scope.values, escape);
    const stageBases = found.map(({ stage }) => stage);
    const sources = sourceEdges(stages, stageBases, names);
    const targets = targetNames(stages, names, [...sources.images, ...found.map(({ image }) => image ?? '')]);
    const problems = [
        ...scope.problems,
        ...baseProblems,
        ...sources.problems,
        ...circularProblem(sources.edges, targets),
    ];
    return {
        file: options.file,
        syntax: syntaxOf(text),
        problems: problems.toSorted((one, other) => one.line - other.line),
        stages: stages.map(({ from, body }, index) => {
            const instructions = body.map(({ instruction }) => instruction);
            const start = instructions[0]?.lines.start ?? 0;
            const base = found[index];
            const fromEdge = base?.stage == null ? [] : [{ stage: base.stage, by: 'FROM', line: start }];
            return {
                index,
                name: from.name,
                target: targets[index] ?? '',
                base: from.base,
                image: base?.image ?? null,
                platform: from.platform,
                lines: { start, end: instructions.at(-1)?.lines.end ?? start },
                instructions,
                needs: [...fromEdge, ...(sources.edges[index] ?? [])],
            };
        }),
    };
}

;// CONCATENATED MODULE: ./lib/dockerfile/select.js



/**
 * Indices of the selected stages, in the order of the file. Throws a usage GateError for a pattern that no stage
 * matches, with the nearest name and all of them.
 */
function selectTargets(graph, selection) {
    switch (selection.kind) {
        case 'all':
            return graph.stages.map(({ index }) => index);
        case 'default':
            return [defaultStage(graph)];
        case 'matching': {
            const { stages, unmatched } = matchTargets(graph, selection.patterns);
            const [first] = unmatched;
            if (first === undefined)
                return stages;
            const targets = graph.stages.map(({ target }) => target);
            const advice = nearest_didYouMean(first, targets);
            throw new lib_errors/* GateError */.ue('usage', `${graph.file}: no target matches ${unmatched.map((pattern) => JSON.stringify(pattern)).join(', ')}`, `${advice === null ? '' : `${advice} `}its targets: ${targets.join(', ')}`);
        }
    }
}
/** Which stages the patterns match, in any case; `*`, `?` and `{a,b}` are wildcards. */
function matchTargets(graph, patterns) {
    const stages = new Set();
    const unmatched = patterns.filter((pattern) => {
        const expression = globExpression(pattern);
        const hits = graph.stages.filter(({ target }) => expression.test(target));
        hits.forEach(({ index }) => stages.add(index));
        return hits.length === 0;
    });
    return { stages: [...stages].sort((one, other) => one - other), unmatched };
}
function globExpression(pattern) {
    let depth = 0;
    const closes = (pattern.match(/\}/g) ?? []).length === (pattern.match(/\{/g) ?? []).length;
    const source = pattern.replace(/[^A-Za-z0-9_-]/g, (character) => {
        if (character === '*')
            return '.*';
        if (character === '?')
            return '.';
        if (closes && character === '{')
            return (depth++, '(?:');
        if (depth > 0 && character === '}')
            return (depth--, ')');
        if (depth > 0 && character === ',')
            return '|';
        return `\\${character}`;
    });
    return new RegExp(`^(?:${source})$`, 'i');
}

;// CONCATENATED MODULE: ./lib/dockerfile/platform-name.js



/** A platform as BuildKit calls it: `linux/arm64` for `linux/arm64/v8` or `arm64`. Throws a usage GateError for what is none. */
function platformName(text) {
    const outcome = attempt(() => formatPlatform(parsePlatform(text)));
    if ('value' in outcome)
        return outcome.value;
    throw new lib_errors/* GateError */.ue('usage', outcome.refusal.message, outcome.refusal.hint ?? 'Write such as `linux/amd64` or `linux/arm64`.');
}

;// CONCATENATED MODULE: ./lib/dockerfile/with-names.js



/**
 * The Dockerfile with names for the stages that `--target` cannot reach: ` AS <target>` behind the FROM of an unnamed
 * one, and a stage that lost its name to a later one renamed, with the FROMs that mean it. `text` must be what `graph`
 * was parsed from. The last stage keeps having no name, so that TARGETSTAGE stays what the user's own build has.
 */
function withNames(text, graph) {
    const froms = readLines(text).lines.filter(({ command }) => command.keyword.toUpperCase() === 'FROM');
    const last = graph.stages.length - 1;
    const renamed = new Set(graph.stages.filter(({ name, target }) => name !== null && name !== target).map(({ index }) => index));
    const edits = graph.stages.flatMap((stage) => {
        const { index, name, target } = stage;
        const from = froms[index];
        if (from === undefined)
            return [];
        const changes = [];
        const base = stageBelow(stage);
        const baseTarget = base !== null && renamed.has(base) ? graph.stages[base]?.target : undefined;
        if (baseTarget !== undefined)
            changes.push(...replaceWord(from, name === null ? 1 : 3, baseTarget));
        if (renamed.has(index))
            changes.push(...replaceWord(from, 1, target));
        if (name === null && index !== last)
            changes.push(append(from, ` AS ${target}`));
        return changes;
    });
    return {
        text: applied(text, edits),
        changed: edits.length > 0,
        names: graph.stages.map(({ index, name, target }) => (name === null && index === last ? null : target)),
    };
}
/** Behind the last word, wherever that stands: lines of comments or nothing may follow inside the instruction. */
function append({ pieces }, text) {
    const piece = pieces.findLast((candidate) => trimEnd(candidate.text) !== '');
    const end = piece === undefined ? 0 : piece.offset + trimEnd(piece.text).length;
    return { start: end, end, text };
}
/** Puts `text` in place of the word that is `fromEnd`th from the end, which may run over several lines. */
function replaceWord({ pieces }, fromEnd, text) {
    const joined = trimEnd(pieces.map((piece) => piece.text).join(''));
    const words = [...joined.matchAll(/[^\t\v\f\r ]+/g)];
    const word = words.at(-fromEnd);
    if (word === undefined)
        return [];
    const edits = [];
    let passed = 0;
    for (const piece of pieces) {
        const start = Math.max(word.index - passed, 0);
        const end = Math.min(word.index + word[0].length - passed, piece.text.length);
        if (start < end) {
            edits.push({ start: piece.offset + start, end: piece.offset + end, text: edits.length === 0 ? text : '' });
        }
        passed += piece.text.length;
    }
    return edits;
}
function applied(text, edits) {
    let result = text;
    for (const edit of edits.toSorted((one, other) => other.start - one.start || other.end - one.end)) {
        result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/dockerfile/short-reference.js
/**
 * An image's reference in the form that docker shows: without `docker.io/` and `library/`, with `:latest` where neither
 * tag nor digest is given. Two references that docker takes for the same image have the same short form.
 */
function shortReference(reference) {
    const short = reference.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '');
    const isTagged = /:[^/@]+$/.test(withoutDigest(short));
    return isTagged || short.includes('@') ? short : `${short}:latest`;
}
/** The reference as far as its tag. */
function withoutDigest(reference) {
    const at = reference.indexOf('@');
    return at < 0 ? reference : reference.slice(0, at);
}
/**
 * Which of `references`, in their short form, is meant by a reference in any form, an LLB identifier
 * (`docker-image://docker.io/library/debian:12@sha256:…`) included; null for none.
 */
function nameAmong(references, image) {
    const short = shortReference(image.replace(/^docker-image:\/\//, ''));
    // BuildKit writes the digest that it found into identifiers, so that pinned and found ones look alike.
    return [short, withoutDigest(short)].find((name) => references.includes(name)) ?? null;
}

;// CONCATENATED MODULE: ./lib/dockerfile/index.js








;// CONCATENATED MODULE: ./lib/builder/llb.js
/** Reads provenance; null where it does not have the steps. */
function definitionOf(provenance) {
    const steps = provenance.buildConfig?.llbDefinition ?? [];
    const byId = new Map(steps.map((step) => [step.id, step]));
    const locations = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.source?.locations ?? {};
    const input = (of, index) => {
        const reference = of.inputs?.[index];
        return reference === undefined ? null : (byId.get(reference.slice(0, reference.lastIndexOf(':'))) ?? null);
    };
    const last = steps.at(-1);
    // The last step has no operation, it only names the result.
    if (last === undefined || Object.keys(last.op.Op ?? {}).length > 0)
        return null;
    return {
        result: input(last, 0),
        input,
        places: (of) => (locations[of.id]?.locations ?? []).flatMap((location) => lineRange(location)),
    };
}
/** As in `FROM --platform`: `linux/arm64/v8`; null where the step is for none. */
function stepPlatform({ op: { platform } }) {
    if (platform == null)
        return null;
    return [platform.OS, platform.Architecture, platform.Variant ?? ''].filter((part) => part !== '').join('/');
}
/** Which input of a step its layer lies on; -1 for none. */
function inputBelow(op) {
    if (op.exec !== undefined)
        return op.exec.mounts.find((mount) => mount.dest === '/')?.input ?? 0;
    if (op.file !== undefined)
        return op.file.actions[0]?.input ?? 0;
    return -1;
}
/** Only the Dockerfile's own lines: it is source 0, which is left out in JSON. */
function lineRange({ sourceIndex = 0, ranges = [] }) {
    if (sourceIndex !== 0 || ranges.length === 0)
        return [];
    return [
        {
            start: Math.min(...ranges.map((range) => range.start.line)),
            end: Math.max(...ranges.map((range) => range.end.line)),
        },
    ];
}

;// CONCATENATED MODULE: ./lib/builder/llb-path.js
/** Absolute paths of an image, compared without a slash at their end. */
/** The parts as one absolute path. */
function llb_path_joined(...parts) {
    const names = parts.flatMap((part) => part.split('/')).filter((name) => name !== '' && name !== '.');
    return `/${names.join('/')}`;
}
/** Whether `path` is `directory` or below it. */
function isWithin(path, directory) {
    return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}
/** `path`, which is within `directory`, at the same place within `other`. */
function rebased(path, directory, other) {
    return llb_path_joined(other, path.slice(directory === '/' ? 0 : directory.length));
}
/** The path up to the first name with a wildcard. */
function withoutPattern(path) {
    const names = llb_path_joined(path).split('/');
    const first = names.findIndex((name) => /[*?[]/.test(name));
    return llb_path_joined(...(first < 0 ? names : names.slice(0, first)));
}

;// CONCATENATED MODULE: ./lib/builder/makes.js

/** Directories that commands fill without naming them. */
const makes_KNOWN = [
    [/\/node_modules(?:\/|$)/, /\b(?:npm|pnpm|yarn|bun)\s+(?:\S+\s+)*?(?:ci|i|install|add)\b|\byarn\s*(?:$|&|;)/],
    [/\/vendor(?:\/|$)/, /\bcomposer\s+(?:\S+\s+)*?install\b|\bbundle\s+install\b|\bgo\s+mod\s+vendor\b/],
    [/\/target(?:\/|$)/, /\bcargo\s+(?:\S+\s+)*?(?:build|install)\b|\bmvnw?\b/],
    [/\/\.?venv(?:\/|$)/, /\b(?:uv\s+sync|poetry\s+install|pipenv\s+(?:install|sync))\b/],
    [
        /\/(?:site|dist)-packages(?:\/|$)|\/lib\/python[\d.]*$/,
        /\b(?:pip[\d.]*|uv|poetry|pdm)\s+(?:\S+\s+)*?(?:install|sync)\b/,
    ],
];
/** How sure it is that a command, run in the directory `cwd`, made `path`; null where it cannot have. */
function certainty(command, cwd, path) {
    const all = programs(command);
    if (all.length > 0 && !command.includes('>') && all.every((program) => MAKES_NO_FILE.test(program)))
        return null;
    const directory = llb_path_joined(cwd);
    if (path === '/')
        return 1;
    if (names(command, path) || makes_KNOWN.some(([made, by]) => made.test(path) && by.test(command)))
        return 5;
    const inside = directory !== '/' && isWithin(path, directory);
    if (inside && path !== directory && names(command, path.slice(directory.length + 1)))
        return 5;
    if (directory !== '/' && isWithin(directory, path))
        return 4;
    if (inside)
        return 3;
    if (parents(path).some((parent) => names(command, parent)))
        return 3;
    return all.length > 0 && all.every((program) => worksElsewhere(program, path)) ? null : 1;
}
/** The commands that a shell runs, each from its program's name on. */
function programs(command) {
    const script = command.replace(/^\S*\/(?:ba|da)?sh (?:-\w+ )*-\w*c /, '');
    return script
        .split(/[;&|\n(){}`]+/)
        .map((one) => one.trim().replace(/^(?:\w+=\S*\s+)+/, ''))
        .filter((one) => one !== '');
}
/** Whether what a command is told to write, it being told of no directory above `path`, lies somewhere else for certain. */
function worksElsewhere(program, path) {
    if (MAKES_NO_FILE.test(program) || CHANGES_FILES.test(program))
        return true;
    if (INSTALLS_PACKAGES.test(program))
        return !OF_PACKAGES.test(path);
    return COMPILES.test(program) && !IS_GLOBAL.test(program) && OF_SYSTEM.test(path);
}
/** Deletes, makes what has no bytes, or says something; what it prints a shell may write. */
const MAKES_NO_FILE = /^(?::|true|set|echo|printf|date|ls|cat|which|cd|export|rm|rmdir|mkdir|touch|chown|chmod|chgrp|ln|test|\[|find(?=.*\s-delete)|sleep|id|exit|(?:group|user)add|add(?:group|user))(?:\s|$)/;
/** Files that it names. */
const CHANGES_FILES = /^(?:strip|objcopy|upx)(?:\s|$)/;
const INSTALLS_PACKAGES = /^(?:apt(?:-get|-cache|-mark)?|apk|dpkg|dnf5?|microdnf|tdnf|yum|zypper|pacman|rpm)(?:\s|$)/;
/** Where packages of distributions put files (FHS 3.0, chapters 3 to 5): what others install goes to /usr/local. */
const OF_PACKAGES = /^\/(?:bin|boot|etc|lib\w*|opt|sbin|usr(?!\/local(?:\/|$))|var)(?:\/|$)/;
/** Writes to where it works, to a home, or to where it is told. */
const COMPILES = new RegExp(String.raw `^(?:${[
    'go (?:build|clean|env|fmt|generate|get|list|mod|run|test|version|vet|work)',
    ...['npm', 'pnpm', 'yarn', 'bun', 'tsc'],
    ...[String.raw `(?:\.\/)?mvnw?`, String.raw `(?:\.\/)?gradlew?`, 'javac', 'jlink', 'jar'],
    ...[String.raw `cargo (?!install)\w+`, 'rustc', String.raw `dotnet (?!tool)\w+`],
    ...['gcc', String.raw `g\+\+`, 'cc', String.raw `c\+\+`, String.raw `clang(?:\+\+)?`, 'ar', 'ld'],
    String.raw `(?:make|cmake|ninja)(?!.*\binstall\b)`,
].join('|')})(?:\s|$)`);
const IS_GLOBAL = /\s(?:-g|--global|global|link|--prefix)(?:[\s=]|$)/;
/** Where official images have programs built, and have the homes of Cargo and Bundler, is none of it. */
const OF_SYSTEM = /^\/(?:bin|etc|lib\w*|sbin|usr(?!\/(?:src|local\/(?:bundle|cargo))(?:\/|$)))(?:\/|$)/;
/** Whether the path, or one below it, stands in the command. */
function names(command, path) {
    for (let at = command.indexOf(path); at >= 0; at = command.indexOf(path, at + 1)) {
        const before = command.charAt(at - 1);
        const after = command.charAt(at + path.length);
        // What goes on before it is another path, but for `./`.
        const starts = !/[\w./-]/.test(before) || (/(?:^|[\s='"])\.\/$/.test(command.slice(0, at)) && !path.startsWith('/'));
        if (starts && !/[\w.-]/.test(after))
            return true;
    }
    return false;
}
/** The directories above a path but for the root and what stands directly below it, which everything uses. */
function parents(path) {
    const parts = path.split('/').slice(1, -1);
    return parts.map((_, index) => llb_path_joined(...parts.slice(0, index + 1))).filter((parent) => !SYSTEM.has(parent));
}
/** Named by commands for all sorts of reasons. */
const SYSTEM = new Set([
    '/usr',
    '/usr/local',
    '/usr/bin',
    '/usr/lib',
    '/usr/share',
    '/var',
    '/var/lib',
    '/etc',
    '/bin',
    '/lib',
    '/opt',
    '/root',
    '/home',
    '/tmp',
]);

;// CONCATENATED MODULE: ./lib/builder/copied-from.js




/**
 * What made the files that a step copies from another stage or image, through further copies; null for any other step
 * and where nothing tells. Of several sources of one instruction the first that tells counts.
 */
function copiedFrom(definition, step) {
    for (const copy of copiesOf(step)) {
        const origin = sourceOf(definition, copy, withoutPattern(copy.src));
        if (origin !== null)
            return origin;
    }
    return null;
}
/** {@link copiedFrom} of one file that is copied; what the build context has, a copy of it made. */
function fileCopiedFrom(definition, step, { path, isInContext }) {
    for (const copy of copiesOf(step)) {
        const reach = reachOf(copy, path);
        const origin = reach === null ? null : sourceOf(definition, copy, reach.source, isInContext);
        if (origin !== null)
            return origin;
    }
    return null;
}
function copiesOf(step) {
    return (step.op.Op?.file?.actions ?? []).flatMap((action) => {
        const copy = action.Action?.copy;
        return copy === undefined ? [] : [{ step, action, src: copy.src, dest: copy.dest }];
    });
}
/** What made `path` of what is copied from; null where that is the context, a URL or a heredoc, which no step made. */
function sourceOf(definition, { step, action }, path, isInContext = () => false) {
    const from = definition.input(step, action.secondaryInput ?? 0);
    return from === null ? null : makerOf(definition, from, path, isInContext);
}
/** The surest candidate, of equally sure ones the last. */
function makerOf(definition, step, path, isInContext) {
    const [first, ...others] = candidates(definition, step, path, isInContext);
    if (first === undefined)
        return null;
    return others.reduce((best, other) => (other.certainty > best.certainty ? other : best), first).origin();
}
/** The steps up to `step` that may have made `path`, the last first. */
function candidates(definition, step, path, isInContext) {
    const op = step?.op.Op;
    if (step === null || op == null)
        return [];
    const places = definition.places(step);
    if (op.source !== undefined) {
        const image = op.source.identifier;
        return image.startsWith('docker-image://') ? [{ certainty: 0, origin: () => ({ places, image }) }] : [];
    }
    if (op.merge !== undefined) {
        // The last input lies on top.
        return [...(step.inputs ?? []).keys()]
            .reverse()
            .flatMap((index) => candidates(definition, definition.input(step, index), path, isInContext));
    }
    const below = candidates(definition, definition.input(step, inputBelow(op)), path, isInContext);
    const itself = places.length === 0 ? null : { places, image: null };
    if (op.exec !== undefined) {
        const { args, cwd } = op.exec.meta ?? {};
        const sure = certainty((args ?? []).join(' '), cwd ?? '/', path);
        return sure === null ? below : [{ certainty: sure, origin: () => itself }, ...below];
    }
    const copies = copiesOf(step).flatMap((copy) => {
        const reach = reachOf(copy, path);
        if (reach === null)
            return [];
        const isThere = isOfContext(definition, copy) && isInContext(reach.source);
        return [
            {
                certainty: isThere ? 5 : reach.certainty,
                origin: () => sourceOf(definition, copy, reach.source, isInContext) ?? itself,
            },
        ];
    });
    return [...copies.reverse(), ...below];
}
/** The build context itself, not one with a name of its own. */
function isOfContext(definition, { step, action }) {
    const from = definition.input(step, action.secondaryInput ?? 0);
    return from?.op.Op?.source?.identifier === 'local://context';
}
/** How sure it is that a copy made `path`, and from what; null where it can't have. */
function reachOf({ src, dest }, path) {
    const source = withoutPattern(src);
    const target = llb_path_joined(dest);
    if (source !== '/' && llb_path_joined(dest, (0,posix_path/* baseName */.Fl)(source)) === path)
        return { certainty: 5, source };
    // Perhaps a directory, in which later steps worked.
    if (target === path)
        return { certainty: 4, source };
    // All is within the root: that tells nothing.
    const related = target === '/' || path === '/' ? 1 : 2;
    if (isWithin(path, target))
        return { certainty: related, source: rebased(path, target, source) };
    return isWithin(target, path) ? { certainty: related, source } : null;
}

;// CONCATENATED MODULE: ./lib/builder/layer-chain.js


/** The chain of steps behind an image's layers; null where the provenance does not have the steps. */
function layerChain(provenance) {
    const definition = definitionOf(provenance);
    if (definition === null)
        return null;
    const { source, steps } = chainsOf(definition)(definition.result);
    return {
        base: source?.op.Op?.source?.identifier ?? null,
        own: layerSteps(definition, steps).map(({ lines, origin, originOf }) => ({ lines, origin, originOf })),
    };
}
/**
 * A step makes one layer, on top of what its root mount, or its first file action, starts from; a merge (COPY --link)
 * lays its inputs' layers on each other.
 */
function chainsOf(definition) {
    const known = new Map();
    function chainOf(step) {
        const op = step?.op.Op;
        if (step === null || op == null)
            return { source: null, steps: [] };
        const chain = known.get(step) ?? walk(step, op);
        known.set(step, chain);
        return chain;
    }
    function walk(step, op) {
        if (op.source !== undefined)
            return { source: step, steps: [] };
        if (op.merge !== undefined) {
            const parts = (step.inputs ?? []).map((_, index) => chainOf(definition.input(step, index)));
            return { source: parts[0]?.source ?? null, steps: parts.flatMap((part) => part.steps) };
        }
        const below = chainOf(definition.input(step, inputBelow(op)));
        return { source: below.source, steps: [...below.steps, step] };
    }
    return chainOf;
}
/** What each step of a chain stands for: instructions that are the same to BuildKit are one step with a place for each. */
function layerSteps(definition, steps) {
    const counts = new Map();
    return steps.map((step) => {
        const times = counts.get(step) ?? 0;
        counts.set(step, times + 1);
        const places = definition.places(step);
        return {
            step,
            lines: places[times] ?? places.at(-1) ?? null,
            origin: copiedFrom(definition, step),
            originOf: (file) => fileCopiedFrom(definition, step, file),
        };
    });
}

;// CONCATENATED MODULE: ./lib/builder/stage-steps.js



const IMAGE = 'docker-image://';
/** The stages with the given indices, all of which the build needed, as far as its provenance has them. */
function stageSteps(provenance, graph, stages) {
    const definition = definitionOf(provenance);
    return definition === null ? [] : stageStepsIn(definition, provenance, graph, stages);
}
function stageStepsIn(definition, provenance, graph, stages) {
    const all = provenance.buildConfig?.llbDefinition ?? [];
    const blobs = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.layers ?? {};
    const vertexes = new Map(Object.entries(provenance.buildConfig?.digestMapping ?? {}).map(([key, id]) => [id, key]));
    const chainOf = chainsOf(definition);
    /** The stage's chain: of the steps whose instruction stands in it that with most below it; without any, its base's. */
    function chainOfStage(stage) {
        for (const { index } of stageChain(graph, stage).toReversed()) {
            const own = all.filter((step) => definition.places(step).some(({ start }) => stageAt(graph, start)?.index === index));
            const chains = own.map((step) => chainOf(step));
            if (chains.length > 0)
                return chains.reduce((best, one) => (one.steps.length > best.steps.length ? one : best));
        }
        return null;
    }
    function blobsOf({ id }, isBase) {
        const sizes = new Map();
        for (const chain of blobs[`${id}:0`] ?? []) {
            for (const { digest, size } of isBase ? chain : chain.slice(-1))
                sizes.set(digest, Math.max(size, 0));
        }
        return [...sizes.values()].reduce((sum, size) => sum + size, 0);
    }
    return stages.flatMap((stage) => {
        const chain = chainOfStage(stage);
        if (chain === null)
            return [];
        const reference = chain.source?.op.Op?.source?.identifier ?? '';
        const base = chain.source !== null && reference.startsWith(IMAGE)
            ? {
                reference: reference.slice(IMAGE.length),
                platform: stepPlatform(chain.source),
                blobs: blobsOf(chain.source, true),
            }
            : null;
        const steps = layerSteps(definition, chain.steps).map(({ step, lines, origin }) => ({
            vertex: vertexes.get(step.id) ?? null,
            lines,
            origin,
            command: commandOf(step),
            blobs: blobsOf(step, false),
        }));
        return [{ stage, base, steps }];
    });
}
function commandOf({ op }) {
    const args = op.Op?.exec?.meta?.args ?? null;
    return args === null ? null : `mount / from exec ${args.join(' ')}`;
}

;// CONCATENATED MODULE: ./lib/builder/built-stages.js


/** The stages of `targets` that a build went through, with how each of their steps went; `platform` is the builder's own. */
function builtStages(provenance, graph, targets, runs, platform) {
    const byStage = new Map(targets.map((target) => [target.stage, target]));
    return stageSteps(provenance, graph, [...byStage.keys()]).flatMap(({ stage, base, steps }) => {
        const target = byStage.get(stage);
        if (target === undefined)
            return [];
        const runOf = ({ vertex }) => runs.get(vertex ?? '') ?? null;
        return [
            {
                target,
                platform: target.platform ?? platform,
                base,
                steps: steps.map((step) => ({
                    ...step,
                    run: runOf(step),
                    text: step.lines === null ? null : (instructionAt(graph, step.lines.start)?.text ?? null),
                })),
            },
        ];
    });
}
/**
 * How the steps of several bakes went. A step is reported as cached where another that is the same, of another target or
 * of an earlier bake, ran for it in this run: it went as that one did.
 */
function mergedRuns(bakes) {
    const merged = new Map();
    const executed = new Map();
    for (const [vertex, run] of bakes.flatMap((runs) => [...runs])) {
        if (!run.cached)
            executed.set(run.name, run);
        if (!run.cached || !merged.has(vertex))
            merged.set(vertex, run);
    }
    return new Map([...merged].map(([vertex, run]) => {
        const twin = executed.get(run.name);
        return [vertex, run.cached && twin !== undefined && twin.completed <= run.completed ? twin : run];
    }));
}

;// CONCATENATED MODULE: ./lib/builder/hints.js
const DISK_FULL = 'The disk is full: `docker buildx du` shows what the build cache takes, `docker buildx prune` frees it (`--builder NAME` where it is not the current one); `docker system df` shows what else an engine keeps.';
const FRONTEND = 'The frontend named by `# syntax=` could not be fetched: check the network and the registry, or take the line away to use the builtin one.';
const KILLED = 'The step was killed, most often for lack of memory.';
/** What to do where an image, a file or a frontend could not be had, by what BuildKit says. */
const HINTS = [
    [
        /429 Too Many Requests|toomanyrequests/,
        'The registry limits pulls without an account: log in before this step (`docker login`, docker/login-action).',
    ],
    [
        /pull access denied|insufficient_scope|401 Unauthorized|403 Forbidden/,
        'The registry refused: check the name, and log in before this step (`docker login`, docker/login-action).',
    ],
    [
        /failed to do request|unexpected status from .*: 5\d\d /,
        "The image's registry did not answer as it should: check its name and tag, the network, and the builder's proxy and certificates.",
    ],
    [
        /^"\/.*": not found$/,
        'There is no such file where it is copied from: check the path, and in the build context also .dockerignore.',
    ],
    [
        // Of the client and of buildkitd. Source: moby/buildkit pull request 6989.
        /x-docker-expose-session-\S+" contains value with non-printable ASCII/,
        "This version of buildx or BuildKit cannot build a context whose directory's name has other letters than ASCII: rename the directory, or check out into another one.",
    ],
    [
        // BuildKit before 0.13 does not say what it was about.
        /failed to resolve source metadata|^[\w.:/@-]+: not found$/,
        'The image could not be looked up: check its name and tag, the network and the registry.',
    ],
];
/** One sentence on the way out of a failed build; null where BuildKit's own words are all there is. */
function hintFor({ message, step, log }) {
    if ([message, ...log].some((line) => /no space left on device/i.test(line)))
        return DISK_FULL;
    // What a command of the Dockerfile says of registries and files is about others than the builder's.
    if (message.startsWith('process '))
        return /exit code: 137$/.test(message) ? KILLED : null;
    if (step?.startsWith('resolve image config for') === true)
        return FRONTEND;
    return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

;// CONCATENATED MODULE: ./lib/builder/failure.js

/** Reads what buildx said of a bake that failed. */
function bakeError(progress) {
    const said = progress.said();
    const error = /^ERROR: (?:target (\S+): )?([\s\S]+)$/m.exec(said);
    const message = (error?.[2] ?? said).replace(/^failed to solve: /, '').trim();
    const own = failedStep(progress, error?.[1] ?? null, message);
    // buildx shows the place as an excerpt whose first line at fault is marked: ` 11 | >>> COPY nothere /x`.
    const line = /^\s*(\d+) \| >>> /m.exec(said)?.[1];
    return {
        // buildx 0.14 names the target only beside the step.
        target: error?.[1] ?? own?.step.target ?? null,
        message: message === '' ? 'buildx failed without a word' : withoutReference(message),
        line: line === undefined ? null : Number(line),
        stage: own === undefined || own.step.stage === '' ? null : own.step.stage,
        step: own?.step.instruction ?? null,
        log: own?.log ?? [],
    };
}
/** The step that the message speaks of: several may fail at once, and one that targets share is told of under any of them. */
function failedStep(progress, target, message) {
    const isTargets = ({ step }) => target === null || step.target === target;
    const failed = progress.failed();
    const meant = failed.filter(({ step }) => step.error !== null && message.includes(step.error));
    return meant.find(isTargets) ?? meant[0] ?? failed.find(isTargets);
}
/** The same words for the same trouble: BuildKit names what it looked into by an id that is new each time. */
function withoutReference(message) {
    return message.replace(/^(failed to compute cache key: )?failed to calculate checksum of ref \S+: /, '');
}
/** Whether the way to the engine broke. */
function isConnectionLost(message) {
    return /Cannot connect to the Docker daemon|error reading from server|code = Unavailable|transport is closing|closed network connection/.test(message);
}
/** Whether it may have: a registry's connections break in the same words. */
function mayBeConnectionLost(message) {
    return (isConnectionLost(message) || /connection refused|connection reset|broken pipe|\bEOF\b|no such host/.test(message));
}
/**
 * Whether the builder tripped over the many builds that it got at once: it looks for a build's progress a few seconds long
 * before the build has begun, and its scheduler lost track of a step that several builds share. Fewer at once go well.
 * Source: moby/buildkit solver/jobs.go, Solver.Get; its issues 2303 and 3635.
 */
function isOverloaded(message) {
    return /failed to receive status: .*no such job|no active sessions?\b|inconsistent graph state|failed to get state for index \d/.test(message);
}
/** The error as a failure of one target. `instruction` is what stands on the line at fault. */
function failureOf(error, target, instruction) {
    return {
        image: target.image,
        dockerfile: target.dockerfile,
        target: target.target,
        platform: '',
        side: target.side,
        shipped: target.shipped,
        default: target.default,
        message: error.message,
        line: error.line,
        stage: error.stage,
        instruction,
        log: error.log,
        hint: hintFor(error),
    };
}

;// CONCATENATED MODULE: ./lib/builder/inspect.js
/** Reads what `docker buildx inspect` prints. Source: docker/buildx commands/inspect.go. */
function readInspect(text) {
    const [head = '', list = ''] = text.split(/^Nodes:\s*$/m);
    const [first = '', ...others] = list.split(/^(?=Name:)/m).filter((node) => node.trim() !== '');
    return {
        driver: fieldOf(head, 'Driver') ?? 'unknown',
        nodes: [readNode(first, head), ...others.map((one) => readNode(one, ''))],
    };
}
function readNode(text, head) {
    const version = fieldOf(text, 'BuildKit version');
    const platforms = (fieldOf(text, 'Platforms') ?? '').split(',').map((name) => name.trim());
    return {
        endpoint: fieldOf(text, 'Endpoint') ?? 'default',
        options: fieldOf(text, 'Driver Options') ?? '',
        // `v0.0.0+unknown` is none.
        buildkit: /^v?([1-9]\d*\.\d+\.\d+|0\.[1-9]\d*\.\d+)/.exec(version ?? '')?.[1] ?? null,
        tellsVersion: version !== null,
        isRunning: fieldOf(text, 'Status') === 'running',
        platforms: platforms.map((name) => name.replace('*', '')).filter((name) => name !== ''),
        own: platforms.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)),
        // Only the containerd store's worker names one. Source: docker/buildx driver/docker/driver.go, Features.
        hasSnapshotter: /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(text),
        error: fieldOf(text, 'Error') ?? fieldOf(head, 'Error'),
    };
}
function fieldOf(text, key) {
    return new RegExp(`^${key}:[ \\t]*(\\S.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __nccwpck_require__(1692);
;// CONCATENATED MODULE: ./lib/builder/unreachable.js



/** Milliseconds after which an address counts as silent. */
const PATIENCE = 5000;
/** What an HTTP/2 client says first, with empty settings: a server of gRPC answers it. Source: RFC 9113, section 3.4. */
const PREFACE = Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
/**
 * Why a node of the remote driver does not answer: buildx waits 20 seconds and says only that time is over. null where
 * nothing is found to be wrong.
 */
async function whyUnreachable({ endpoint, options }) {
    const [, path] = /^unix:\/\/(.+)$/.exec(endpoint) ?? [];
    if (path !== undefined)
        return reasonOf((0,external_node_net_.connect)({ path }), 'connect', endpoint);
    const [, host, port] = /^tcp:\/\/\[?([^\]]+?)\]?:(\d+)$/.exec(endpoint) ?? [];
    if (host === undefined || port === undefined)
        return null;
    const address = { host, port: Number(port) };
    const refused = await reasonOf((0,external_node_net_.connect)(address), 'connect', endpoint);
    if (refused !== null)
        return refused;
    const files = optionFiles(options);
    const contents = {};
    for (const [option, file] of Object.entries(files)) {
        try {
            contents[option] = await (0,promises_namespaceObject.readFile)(file);
        }
        catch (error) {
            return `the file of its driver option ${option} cannot be read: ${textOf(error)}`;
        }
    }
    const { cacert: ca, cert, key } = contents;
    if (ca === undefined && cert === undefined) {
        const silent = await reasonOf((0,external_node_net_.connect)(address), 'data', endpoint);
        return silent && `${silent}; if it wants TLS, it has to be created with the driver options cacert, cert and key`;
    }
    try {
        // Without one the certificate is held against the host; the name of a server is never an address (RFC 6066, section 3).
        const servername = /\bservername="?([^"\s]+)/.exec(options)?.[1] ?? ((0,external_node_net_.isIP)(host) === 0 ? host : undefined);
        return await reasonOf((0,external_node_tls_.connect)({ ...address, ca, cert, key, servername, ALPNProtocols: ['h2'] }), 'data', endpoint);
    }
    catch (error) {
        // Before anything is sent: a key that does not belong to its certificate, or what is no certificate at all.
        return `its certificates cannot be used: ${textOf(error)}`;
    }
}
/** buildx quotes the paths as Go does, with a backslash before each backslash. */
function optionFiles(options) {
    return Object.fromEntries([...options.matchAll(/\b(cacert|cert|key)="([^"]*)"/g)].map(([, option = '', file = '']) => [
        option,
        file.replaceAll('\\\\', '\\'),
    ]));
}
/** Waits for a connection, or for the first answer over it; why there is none, else null. */
function reasonOf(socket, awaited, endpoint) {
    return new Promise((settle) => {
        const end = (reason) => {
            socket.destroy();
            settle(reason);
        };
        socket.setTimeout(PATIENCE, () => end(`${endpoint} stays silent`));
        socket.once('error', (error) => end(`${endpoint}: ${textOf(error)}`));
        socket.once('close', () => end(`${endpoint} closes the connection`));
        socket.once(awaited, () => end(null));
        if (awaited === 'data')
            socket.write(PREFACE);
    });
}
function textOf(error) {
    const text = error instanceof Error ? error.message : String(error);
    // OpenSSL's own words are the fifth of its fields: `8020A7D1:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert …:../ssl/…`.
    return /^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(text)?.[1] ?? text;
}

;// CONCATENATED MODULE: ./lib/builder/version.js
/** Whether a version, such as `0.29.1`, is older than another. */
function isOlder(version, than) {
    const parts = version.split('.').map(Number);
    for (const [index, part] of than.split('.').map(Number).entries()) {
        const own = parts[index] ?? 0;
        if (own !== part)
            return own < part;
    }
    return false;
}

;// CONCATENATED MODULE: ./lib/builder/probe.js





/** The oldest buildx that works: before it, metadata has no provenance. */
const OLDEST_BUILDX = '0.14.0';
/** The oldest BuildKit that works: before it, a builder tells nothing of its builds and lets nobody read what it stores. */
const OLDEST_BUILDKIT = '0.11.0';
/**
 * Finds out what builds here; `name` is a builder of buildx, null for the current one.
 * Throws a GateError where buildx is too old, and where there is no such builder, no engine or a BuildKit that is too
 * old, each with the way out.
 */
async function probeBuilder(run, buildx, name) {
    checkBuildx(buildx);
    const buildxArgs = name === null ? [] : ['--builder', name];
    const inspect = await run(...buildxCall(buildx, 'inspect', ...buildxArgs));
    if (inspect.code !== 0)
        throw builderError(name, lastLine(inspect.stderr));
    const found = readInspect(inspect.stdout);
    // Where every node has an error there is no engine to start one in.
    const error = found.nodes.every((node) => node.error !== null) ? found.nodes[0].error : null;
    if (error !== null)
        throw builderError(name, error);
    const { driver, nodes } = found.nodes.every((node) => node.isRunning)
        ? found
        : await bootstrap(run, buildx, name, buildxArgs);
    const running = nodes.filter((node) => node.isRunning);
    for (const node of running)
        checkBuildKit(name, driver, node);
    const first = running[0] ?? nodes[0];
    return {
        name,
        buildx,
        method: {
            driver,
            store: driver !== 'docker' ? 'buildkit' : first.hasSnapshotter ? 'containerd' : 'classic',
            buildx: buildx.version,
            buildkit: first.buildkit,
        },
        platform: first.platforms[0] ?? '',
        platforms: [...new Set(running.flatMap(({ platforms }) => platforms))],
        nodes: running,
        buildxArgs,
        // The docker driver's endpoint is a context's name.
        dockerArgs: driver !== 'docker' || first.endpoint === 'default' ? [] : ['--context', first.endpoint],
    };
}
function checkBuildx({ version }) {
    if (!isOlder(version, OLDEST_BUILDX))
        return;
    throw new lib_errors/* GateError */.ue('environment', `buildx ${version} is too old: ${OLDEST_BUILDX} or later is needed`, 'Update the package docker-buildx-plugin, or add docker/setup-buildx-action before this step.');
}
/** Starts a builder that was stopped, as a build would, and inspects it then. A node that stays silent is left out by buildx too. */
async function bootstrap(run, buildx, name, buildxArgs) {
    const { stdout, stderr } = await run(...buildxCall(buildx, 'inspect', '--bootstrap', ...buildxArgs));
    // One that could not be started is not shown at all.
    const { driver, nodes } = readInspect(stdout === '' ? (await run(...buildxCall(buildx, 'inspect', ...buildxArgs))).stdout : stdout);
    if (nodes.some((node) => node.isRunning))
        return { driver, nodes };
    const [node] = nodes;
    const why = driver === 'remote' ? await whyUnreachable(node) : null;
    throw new lib_errors/* GateError */.ue('environment', `${capital(builderName(name))} does not answer: ${why ?? (lastLine(stderr) || 'it does not say why')}`, 'Check that it runs, its address, and for TLS its certificates: `docker buildx inspect --bootstrap` shows its state.');
}
/**
 * Throws a GateError where BuildKit is too old. One of unknown version is taken for new enough, and one that has no word
 * for its version is not. Source: moby/buildkit api/services/control/control.proto, Info, since 0.11.
 */
function checkBuildKit(name, driver, { buildkit, tellsVersion }) {
    if (tellsVersion && (buildkit === null || !isOlder(buildkit, OLDEST_BUILDKIT)))
        return;
    const kit = buildkit === null ? 'BuildKit' : `BuildKit ${buildkit}`;
    throw new lib_errors/* GateError */.ue('environment', `${kit} of ${builderName(name)} is too old${buildkit === null ? ' to tell its version' : ''}: ${OLDEST_BUILDKIT} or later is needed`, driver === 'docker'
        ? 'Update Docker: 24.0 and later have it.'
        : 'Make the builder anew with a later BuildKit (`docker buildx rm`, then `docker buildx create`), or add docker/setup-buildx-action before this step.');
}
function builderName(name) {
    return name === null ? 'the current builder' : `the builder "${name}"`;
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
function builderError(builder, error) {
    if (/no builder|not found/i.test(error)) {
        return new lib_errors/* GateError */.ue('environment', `buildx does not know ${builderName(builder)}: ${error}`, 'See `docker buildx ls`.');
    }
    if (/permission denied/i.test(error)) {
        return new lib_errors/* GateError */.ue('environment', `The Docker engine cannot be reached: ${error}`, 'Let this user use it: `sudo usermod -aG docker "$USER"` and a new login, or run as root.');
    }
    return new lib_errors/* GateError */.ue('environment', `The Docker engine cannot be reached: ${error}`, 'Start it (systemctl start docker, or Docker Desktop), or point DOCKER_HOST at one that runs; `docker info` shows whether it answers.');
}
function lastLine(text) {
    return (text.trim().split('\n').at(-1) ?? '').replace(/^ERROR: /, '');
}

;// CONCATENATED MODULE: ./lib/builder/resolved-images.js

const resolved_images_IMAGE = 'docker-image://';
const PURL = 'pkg:docker/';
/**
 * The images that the steps of a build name: bases, and sources of COPY and RUN --mount, also by a named context. A
 * frontend (`# syntax=`) and the images of OCI layouts are not among them. `base` is the LLB identifier of the source
 * below the first layer; see `LayerChain`.
 */
function imagesUsed(provenance, base) {
    const steps = provenance.buildConfig?.llbDefinition ?? [];
    const named = new Set(steps.flatMap(({ op }) => unpinned(op.Op?.source?.identifier ?? null) ?? []));
    const found = (provenance.materials ?? []).flatMap(({ uri, digest }) => {
        const reference = referenceOfPurl(uri);
        const sha256 = digest?.['sha256'];
        if (reference === null || sha256 === undefined || !named.has(withoutDigest(reference)))
            return [];
        return [{ reference, digest: `sha256:${sha256}` }];
    });
    // One image for several platforms is listed once for each.
    const resolved = [...new Map(found.map((image) => [`${image.reference} ${image.digest}`, image])).values()];
    const references = resolved.map(({ reference }) => reference);
    return { resolved, base: base === null ? null : nameAmong(references, base) };
}
function unpinned(identifier) {
    return identifier?.startsWith(resolved_images_IMAGE) === true ? withoutDigest(shortReference(identifier.slice(resolved_images_IMAGE.length))) : null;
}
/**
 * `pkg:docker/debian@bookworm-slim?platform=linux%2Famd64`; a pinned digest is a qualifier. Source: package-url
 * purl-spec, types/docker; moby/buildkit util/purl/image.go.
 */
function referenceOfPurl(uri) {
    if (!uri.startsWith(PURL))
        return null;
    const [path = '', qualifiers = ''] = uri.slice(PURL.length).split('?', 2);
    const at = path.lastIndexOf('@');
    const name = decodeURIComponent(at < 0 ? path : path.slice(0, at));
    const tag = at < 0 ? '' : `:${decodeURIComponent(path.slice(at + 1))}`;
    const digest = new URLSearchParams(qualifiers).get('digest');
    return shortReference(`${name}${tag}${digest === null ? '' : `@${digest}`}`);
}

;// CONCATENATED MODULE: ./lib/builder/build-targets.js











/**
 * Builds all targets of a plan in one bake. A target that fails makes buildx stop all others and keep silent about
 * them: it and those that need the same stage are set aside, and the rest is built again, from the cache as far as it came.
 * Throws a GateError where the builder itself fails.
 */
async function buildTargets(plan, context) {
    const { sources } = plan;
    const start = context.now();
    for (const { original, path, text } of plan.rewritten) {
        await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_namespaceObject.writeFile)(path, text);
        await build_targets_copyIfThere(`${original}.dockerignore`, `${path}.dockerignore`);
    }
    const results = [];
    const runs = [];
    const failures = sources.flatMap((source) => source.failures);
    let batches = inBatches(plan.targets);
    for (let attempt = 0; batches[0] !== undefined; attempt++) {
        const [batch, ...others] = batches;
        const metadataFile = (0,external_node_path_.join)(context.scratch, `metadata-${attempt}.json`);
        const result = await bake(context.run, plan, batch, { ...context, metadataFile });
        runs.push(result.progress.runs());
        if (result.ok) {
            const { metadata, progress } = result;
            results.push(...batch.map((target) => ({ target, metadata: metadata[target.id], checks: progress.checks(target.id) })));
            batches = others;
            continue;
        }
        const error = bakeError(result.progress);
        if (batch.length > 1 && isOverloaded(error.message)) {
            batches = [...halves(batch), ...others];
            continue;
        }
        if (mayBeConnectionLost(error.message))
            await assertConnection(error, context);
        const failed = failedTargets(error, batch, plan);
        failures.push(...failed.map((target) => ({
            ...describe(error, target, sources),
            platform: target.platform ?? context.builder.platform,
        })));
        const rest = batch.filter((target) => !failed.includes(target));
        // Nobody was named: halves tell.
        const next = failed.length === 0 ? halves(rest) : rest.length === 0 ? [] : [rest];
        batches = [...next, ...others];
    }
    const went = mergedRuns(runs);
    return {
        method: context.builder.method,
        built: results.filter(({ target }) => target.exported).map((one) => builtTarget(one)),
        stages: results.flatMap(({ target, metadata }) => stagesOf(target, metadata, plan, went, context.builder.platform)),
        failures,
        duration: context.now() - start,
    };
}
/** The target's own stage, and the intermediate ones that it took. */
function stagesOf(target, metadata, { stages, sources }, runs, platform) {
    const provenance = metadata?.['buildx.build.provenance'];
    const graph = imageOf(target, sources)?.graph;
    if (provenance === undefined || graph === undefined)
        return [];
    const needed = stages.filter((stage) => isOfSameFile(stage, target) && target.needs.includes(stage.stage));
    return builtStages(provenance, graph, target.exported ? [target, ...needed] : needed, runs, platform);
}
function builtTarget({ target, metadata, checks }) {
    const digest = metadata?.['containerimage.digest'];
    if (metadata === undefined || digest === undefined) {
        throw new lib_errors/* GateError */.ue('environment', `buildx wrote no digest for ${target.image}/${target.target}`);
    }
    const provenance = metadata['buildx.build.provenance'];
    const chain = provenance === undefined ? null : layerChain(provenance);
    return {
        target,
        digest,
        // The classic store has no manifests, and gives the config's digest twice.
        hasManifest: metadata['containerimage.config.digest'] !== digest,
        chain,
        images: provenance === undefined ? { resolved: [], base: null } : imagesUsed(provenance, chain?.base ?? null),
        checks,
    };
}
/**
 * The target that buildx names, and the targets and stages of the same Dockerfile that need the stage at fault; all of
 * them where the fault lies before the first stage, as with a frontend that cannot be had.
 */
function failedTargets(error, batch, { sources, stages }) {
    const culprit = batch.length === 1 ? batch[0] : batch.find((target) => target.id === error.target);
    if (culprit === undefined)
        return [];
    const image = imageOf(culprit, sources);
    if (error.line === null || image === undefined)
        return [culprit];
    const stage = stageAt(image.graph, error.line);
    const onTheWay = stages.filter(({ id }) => !batch.some((target) => target.id === id));
    return [...batch, ...onTheWay].filter((target) => target === culprit || (isOfSameFile(target, culprit) && (stage === null || target.needs.includes(stage.index))));
}
function isOfSameFile(one, other) {
    return one.side === other.side && one.sourceImage === other.sourceImage;
}
function describe(error, target, sources) {
    const graph = imageOf(target, sources)?.graph;
    if (error.line === null || graph === undefined)
        return failureOf(error, target, null);
    const stage = stageAt(graph, error.line)?.target ?? error.stage;
    return failureOf({ ...error, stage }, target, instructionAt(graph, error.line)?.text ?? null);
}
function imageOf(target, sources) {
    return sources.find(({ side }) => side === target.side)?.images[target.sourceImage];
}
/**
 * Asks again whether there is a builder: what it says then is clearer than how the build broke off. Returns where it
 * was not the builder that broke.
 */
async function assertConnection({ message }, context) {
    try {
        await probeBuilder(context.run, context.builder.buildx, context.builder.name);
    }
    catch (trouble) {
        if (trouble instanceof lib_errors/* GateError */.ue)
            throw new lib_errors/* GateError */.ue('environment', `The engine stopped during the build. ${trouble.message}`, trouble.hint);
        throw trouble;
    }
    if (isConnectionLost(message))
        throw new lib_errors/* GateError */.ue('environment', `The connection to the builder was lost during the build: ${message}`, "Run again; if it happens once more, the engine's own log tells why (`journalctl -u docker`).");
}
async function build_targets_copyIfThere(from, to) {
    try {
        await (0,promises_namespaceObject.cp)(from, to);
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/against.js



/**
 * Two sides of the one tree `whole`: its head is the target that is judged, its base the one that it is compared with, both
 * of the one image that has the two. An image whose Dockerfile is none is left to fail.
 * Throws a usage GateError where the tree has no such image, or several.
 */
function sidesOf(whole, against) {
    const image = imageWith(whole, against);
    const images = whole.images.filter(({ request }) => request.name === image);
    const failures = whole.failures.filter((failure) => image === null || failure.image === image);
    const sideOf = (side, targetOf) => ({
        ...whole,
        side,
        images: images.map((one) => ({ ...one, targets: [targetOf(one.graph)] })),
        failures: side === 'head' ? failures : [],
    });
    const head = sideOf('head', (graph) => theOnly(graph, against));
    const base = sideOf('base', (graph) => against_named(graph, against.base));
    const same = head.images.find(({ targets }, index) => targets[0] === base.images[index]?.targets[0]);
    if (same !== undefined) {
        throw new lib_errors/* GateError */.ue('usage', `${same.graph.file}: \`${against.base}\` would be compared with itself`, `Name another target with \`--targets\` or \`--against\`: ${targetsOf(same.graph).join(', ')}`);
    }
    return [head, base];
}
/** Whether two sides are targets of one tree. */
function areOneTree([head, base]) {
    return head !== undefined && head.root === base?.root;
}
/** The name of the only image that has both targets; null where no Dockerfile could be read. */
function imageWith({ images, failures }, against) {
    const names = [...new Set(images.map(({ request }) => request.name))];
    const [first, second] = names;
    if (first === undefined || (second === undefined && failures.length === 0))
        return first ?? null;
    const having = names.filter((name) => images.some((one) => one.request.name === name && hasBoth(one, against)));
    const [only, another] = having;
    if (only !== undefined && another === undefined)
        return only;
    const files = names.map((name) => `  ${name}: ${listOf(images.filter(({ request }) => request.name === name))}`);
    if (only === undefined && failures.length > 0)
        return null;
    const listed = images.flatMap(({ graph }) => targetsOf(graph));
    const message = only === undefined
        ? `no Dockerfile has both the target ${inWords(against)} and the target \`${against.base}\``
        : `two targets of one Dockerfile can be compared, and ${having.length} images have both: ${having.join(', ')}`;
    throw new lib_errors/* GateError */.ue('usage', only === undefined ? [message, ...files].join('\n') : message, only === undefined
        ? `${meant(against, listed)}\`--targets\` and \`--against\` take targets of one of these.`
        : 'Name the Dockerfile with `--file`; where a config file names the images, give `--config` one that names only that image.');
}
/** The nearest name for one that no Dockerfile has. */
function meant({ head, base }, listed) {
    const wanted = [...(head.kind === 'matching' ? head.patterns : []), base];
    const advice = wanted.map((name) => (listed.includes(name) ? '' : didYouMean(name, listed).trim()));
    return advice
        .filter((each) => each !== '')
        .map((each) => `${each} `)
        .join('');
}
function hasBoth({ graph }, { head, base }) {
    const isThere = (pattern) => matchTargets(graph, [pattern]).stages.length > 0;
    return isThere(base) && (head.kind !== 'matching' || head.patterns.every(isThere));
}
function inWords({ head }) {
    return head.kind === 'matching' ? head.patterns.map((pattern) => `\`${pattern}\``).join(', ') : 'that is the last';
}
function listOf(images) {
    return [...new Set(images.flatMap(({ graph }) => targetsOf(graph)))].join(', ');
}
function targetsOf({ stages }) {
    return stages.map(({ target }) => target);
}
function theOnly(graph, { head }) {
    const stages = selectTargets(graph, head);
    const [only, another] = stages;
    if (only !== undefined && another === undefined)
        return only;
    const names = stages.map((index) => graph.stages[index]?.target ?? '');
    throw new lib_errors/* GateError */.ue('usage', `${graph.file}: \`--targets\` matches ${names.length} targets: ${names.join(', ')}`, 'One of them can be compared with `--against`: name it.');
}
function against_named(graph, name) {
    const [only] = selectTargets(graph, { kind: 'matching', patterns: [name] });
    if (only === undefined)
        throw new TypeError(`no stage is called ${name}`);
    return only;
}

;// CONCATENATED MODULE: ./lib/builder/step-line.js

/** Milliseconds after which a step that still runs is told of. */
const LONG = 5000;
/**
 * Tells of each step when it is through, and of one that takes long also while it runs:
 * `head api  build 2/5  RUN go build ./...  12.3 s`, of two targets of one tree `api/slim  build 2/5  …`. Steps that targets
 * share are told of once.
 */
function stepReporter({ targets, sources }, log) {
    const told = new Set();
    const nameOf = ({ side, image, target }) => areOneTree(sources) ? `${image}/${target}` : `${side} ${image}`;
    const running = new Map();
    const tell = (line) => {
        if (told.has(line))
            return;
        told.add(line);
        log(line);
    };
    return {
        onStep(step) {
            const target = targets.find(({ id }) => id === step.target) ?? targets[0];
            const whose = target === undefined ? '' : `${nameOf(target)}  `;
            const place = step.stage === '' ? step.position : `${step.stage} ${step.position}`;
            const name = `${whose}${place}  ${oneLine(step.instruction)}`;
            if (step.duration === null && step.error === null) {
                if (!running.has(name))
                    running.set(name, setTimeout(tell, LONG, `${name}  running`));
                return;
            }
            clearTimeout(running.get(name));
            tell(`${name}  ${outcomeOf(step)}`);
        },
        stop() {
            for (const timer of running.values())
                clearTimeout(timer);
        },
    };
}
function outcomeOf({ duration, cached, stopped, error }) {
    if (error !== null)
        return 'failed';
    if (stopped)
        return 'stopped';
    return cached ? 'cached' : `${((duration ?? 0) / 1000).toFixed(1)} s`;
}
function oneLine(text) {
    const line = text.replace(/\s+/g, ' ');
    return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

;// CONCATENATED MODULE: ./lib/request/redact.js

/** What a secret is shown as. */
const SHOWN = '***';
/** Shorter ones are no secrets, and would make every text unreadable. */
const SHORTEST = 3;
/** A redaction that knows no secret yet. */
function createRedaction() {
    let known = [];
    return {
        add(values) {
            const all = new Set([...known, ...values.flatMap(partsOf)]);
            // What contains another goes first, or a part of it would be left.
            known = [...all].sort((a, b) => b.length - a.length);
        },
        redact: (text) => known.reduce((shown, secret) => shown.replaceAll(secret, SHOWN), text),
    };
}
/** A secret as a whole, its lines, as logs come in lines, and how BuildKit quotes them in a message. */
function partsOf(value) {
    const lines = value.split(/\r\n|\r|\n/);
    const plain = [value, ...lines, ...lines.map((line) => line.trim())];
    const quoted = plain.map((part) => JSON.stringify(part).slice(1, -1));
    return [...plain, ...quoted].filter((part) => part.trim().length >= SHORTEST);
}
/** Attributes of a cache source that nobody should read. Source: docker docs, build/cache/backends. */
const CREDENTIALS = /(?:^|,)"?(?:token|ghtoken|secret_access_key|session_token|access_key_id)=([^,"]+)/gi;
/** The values of all secrets of these images: those given, those in the environment, those in files. */
async function secretValues(images, env) {
    const all = images.flatMap(({ build }) => build.secrets.map(({ from }) => from));
    const values = await Promise.all(all.map(async (from) => {
        switch (from.kind) {
            case 'value':
                return from.value;
            case 'env':
                return env[from.name] ?? '';
            case 'file':
                // A file that cannot be read is told of where it is used.
                return (0,promises_namespaceObject.readFile)(from.path, 'utf8').catch(() => '');
        }
    }));
    const credentials = images.flatMap(({ build }) => build.cacheFrom.flatMap((cache) => [...cache.matchAll(CREDENTIALS)].map(([, value = '']) => value)));
    return [...new Set([...values, ...credentials])].filter((value) => value !== '');
}

;// CONCATENATED MODULE: ./lib/discreet.js


/** Does `work`: what it logs or throws shows no secret of the images that it named. `mask` is told each of them. */
async function discreetly(world, mask, work) {
    const secrets = createRedaction();
    const keepSecret = async (images) => {
        const values = await secretValues(images, world.env);
        secrets.add(values);
        for (const value of values)
            mask?.(value);
    };
    try {
        return await work({ ...world, secrets, keepSecret, log: redactedLog(world.log, secrets) });
    }
    catch (error) {
        throw redactedError(error, secrets);
    }
}
/** A log that shows no secret. */
function redactedLog(log, secrets) {
    return {
        info: (line) => log.info(secrets.redact(line)),
        warning: (line) => log.warning(secrets.redact(line)),
        group: (title, work) => log.group(secrets.redact(title), work),
    };
}
/** A step before its text is cut to a line: half a secret is not recognised. */
function redactedStep(step, secrets) {
    return { ...step, instruction: secrets.redact(step.instruction) };
}
/** Why there is no base may be told in the words of `prepare`. */
function redactedBaseline(baseline, secrets) {
    return { ...baseline, reason: secrets.redact(baseline.reason) };
}
function redactedFailure(failure, secrets) {
    const or = (text) => (text === null ? null : secrets.redact(text));
    return {
        ...failure,
        message: secrets.redact(failure.message),
        instruction: or(failure.instruction),
        log: failure.log.map((line) => secrets.redact(line)),
        hint: or(failure.hint),
    };
}
/** A build argument's value, which may be a secret's too, stands in the texts of instructions. */
function redactedMeasured({ head, base, notes, contents }, secrets) {
    const redacted = (side) => side.map((measurement) => ({
        ...measurement,
        resolved: measurement.resolved.map((image) => ({ ...image, reference: secrets.redact(image.reference) })),
        checks: measurement.checks.map((check) => redactedCheck(check, secrets)),
        layers: measurement.layers.map((layer) => ({
            ...layer,
            image: layer.image === null ? null : secrets.redact(layer.image),
            owner: {
                ...layer.owner,
                text: secrets.redact(layer.owner.text),
                commands: secrets.redact(layer.owner.commands),
                whole: secrets.redact(layer.owner.whole),
                source: redactedSource(layer.owner.source, secrets),
            },
        })),
    }));
    return { head: redacted(head), base: redacted(base), notes, contents };
}
/** What layers and Dockerfiles tell of a row names files, images and instructions; numbers stay as they are. */
function redactedInsight({ paths, packages, findings }, { redact }) {
    const or = (text) => (text === null ? null : redact(text));
    return {
        paths: paths && {
            ...paths,
            rows: paths.rows.map((row) => ({ ...row, path: redact(row.path), from: or(row.from) })),
        },
        packages: packages && packages.map((one) => ({ ...one, name: redact(one.name), head: or(one.head), base: or(one.base) })),
        findings: findings && {
            ...findings,
            findings: findings.findings.map((one) => ({
                ...one,
                advice: redact(one.advice),
                paths: one.paths.map((path) => redact(path)),
            })),
        },
    };
}
/** What a check is about is quoted as it is after build arguments are put in. */
function redactedCheck({ rule, line, sentence, detail, url }, { redact }) {
    return { rule, line, sentence: redact(sentence), detail: redact(detail), url: url === null ? null : redact(url) };
}
function redactedSource(source, secrets) {
    if (source === null)
        return null;
    if (source.kind === 'image')
        return { ...source, reference: secrets.redact(source.reference) };
    return {
        ...source,
        text: secrets.redact(source.text),
        commands: secrets.redact(source.commands),
        whole: secrets.redact(source.whole),
        inputs: source.inputs.map(({ text, whole }) => ({ text: secrets.redact(text), whole: secrets.redact(whole) })),
    };
}
/** The same error without secrets; itself where it has none. */
function redactedError(error, secrets) {
    if (!(error instanceof Error))
        return error;
    const message = secrets.redact(error.message);
    if (error instanceof lib_errors/* GateError */.ue) {
        return new lib_errors/* GateError */.ue(error.trouble, message, error.hint === null ? null : secrets.redact(error.hint));
    }
    const stack = secrets.redact(error.stack ?? '');
    if (message === error.message && stack === (error.stack ?? ''))
        return error;
    return Object.assign(new Error(message), { stack });
}

;// CONCATENATED MODULE: ./lib/build-step.js





/** The step from a plan to what the builder made of it, told in the log while it goes on; the engine is connected meanwhile. */
async function build({ plan }, repository, session, world) {
    const builder = await session.builder;
    // It connects while the build goes on.
    void session.engine();
    const steps = stepReporter(plan, (line) => world.log.info(line));
    const title = `Build ${plan.targets.length} ${plan.targets.length === 1 ? 'target' : 'targets'}`;
    const made = await world.log
        .group(title, () => buildTargets(plan, {
        run: world.run,
        builder,
        scratch: session.scratch.directory,
        onStep: (step) => steps.onStep(redactedStep(step, world.secrets)),
        now: world.now,
    }))
        .finally(steps.stop);
    for (const { digest } of made.built)
        session.made(digest);
    const failures = await Promise.all(made.failures.map((failure) => withHint(failure, plan.sources, repository)));
    return { ...made, failures: failures.map((failure) => redactedFailure(failure, world.secrets)) };
}
/** Says of a base that lacks a file which an earlier step made at the head that this is so. */
async function withHint(failure, sources, repository) {
    // Two targets of one tree: nothing was made for one side alone.
    if (failure.side !== 'base' || areOneTree(sources))
        return failure;
    const image = sources[1]?.images.find(({ request }) => request.name === failure.image);
    const hint = await hintForMissingFile(repository, image?.request.context ?? '.', failure.message);
    return hint === null ? failure : { ...failure, hint };
}

;// CONCATENATED MODULE: ./lib/builder/method.js

/** The first BuildKit known to tell the line of every instruction. */
const TELLS_LINKS = '0.13.2';
/** The first buildx that reads provenance in SLSA v1, as later BuildKits write it. Source: docker/buildx pull request 3259. */
const READS_SLSA_V1 = '0.26.0';
/**
 * What a reader should know where the lines of some instructions are not told.
 * `noSteps`: whether some image's provenance has no steps at all.
 */
function untoldLines({ buildx, buildkit }, noSteps) {
    if (noSteps && isOlder(buildx, READS_SLSA_V1)) {
        return [
            `buildx ${buildx} does not read what this builder tells of its builds: instructions are shown without lines, in the words of the image's history. buildx ${READS_SLSA_V1} and later read it.`,
        ];
    }
    if (buildkit === null || !isOlder(buildkit, TELLS_LINKS)) {
        return [
            "the builder does not tell of every layer which instruction made it: some are shown without a line, in the words of the image's history",
        ];
    }
    return [
        `BuildKit ${buildkit} does not tell the lines of COPY --link and of triggers (ONBUILD): these are shown without one, in the words of the image's history. BuildKit ${TELLS_LINKS} and later tell it.`,
    ];
}

;// CONCATENATED MODULE: ./lib/bytes.js

/** Powers of 1000 as docker prints them, powers of 1024 with an i; keys in lower case. */
const bytes_UNITS = {
    '': 1,
    b: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
};
/**
 * Bytes of a size such as `200 MB`, `1.5GiB`, `10_000` or `4096`. Fractions of a byte are rounded down.
 * Throws a GateError that names the value where it is none.
 */
function parseBytes(text) {
    const [, whole = '', fraction = '', unit = ''] = /^\s*(\d[\d_]*)?(?:\.(\d+))?\s*([a-z]*)\s*$/i.exec(text) ?? [];
    const scale = bytes_UNITS[unit.toLowerCase()];
    const digits = `${whole.replaceAll('_', '')}${fraction}`;
    // In whole numbers: 1.005 * 1000 is 1004.9999… in floating point.
    const bytes = digits === '' || scale === undefined ? -1n : (BigInt(digits) * BigInt(scale)) / 10n ** BigInt(fraction.length);
    if (bytes < 0n || bytes > Number.MAX_SAFE_INTEGER) {
        throw new lib_errors/* GateError */.ue('usage', `"${text}" is not a size`, 'Write a number with B, kB, MB, GB, KiB, MiB or GiB, such as 200 MB.');
    }
    return Number(bytes);
}
const STEPS = [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
];
/** `bytes` as docker prints sizes: decimal units, three significant digits: `168 MB`, `1.23 GB`, `5 MB`, `0 B`. */
function formatBytes(bytes) {
    const size = Math.abs(bytes);
    // What would round up to 1000 of a unit belongs to the next: 999,999 B are 1 MB.
    const [step, unit] = STEPS.find(([bound]) => size >= bound * 0.9995) ?? [1, 'B'];
    return `${bytes < 0 ? '−' : ''}${Number((size / step).toPrecision(3))} ${unit}`;
}
/** {@link formatBytes} with `+` before growth and `−` before shrinkage; 0 is `0 B`. */
function formatChange(bytes) {
    return bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes);
}
/** The share of `change` in `base` as `+12.3 %`; null where the base is 0 and no share can be told. */
function formatPercent(change, base) {
    if (base === 0)
        return null;
    const percent = (change / base) * 100;
    const sign = percent > 0 ? '+' : percent < 0 ? '−' : '';
    const size = Math.abs(percent);
    if (size !== 0 && size < 0.05)
        return `${sign}<0.1 %`;
    return `${sign}${size >= 100 ? Math.round(size) : Number(size.toFixed(1))} %`;
}
/**
 * What compression leaves of a usual image, for where no compressed layer is to be had: 0.35 to 0.45 for a distribution
 * with a toolchain or a runtime on it (docs/how-it-measures.md), more for an image of a few binaries.
 */
const USUAL_COMPRESSION = 0.4;
/**
 * Whether a download of `base` bytes that changed by `change` is what it was: the same files made again, with other times,
 * compress to a few bytes more or less.
 */
function isCompressionNoise(change, base) {
    return Math.abs(change) <= Math.max(1024, base / 10_000);
}

;// CONCATENATED MODULE: ./lib/compare/drift.js

/**
 * The part of a change that images from outside brought: those that both sides name alike and that led to something
 * else. It is the difference of the layers that are wholly theirs, and nothing more: what an instruction makes anew on
 * a moved image can't be told from what its author changed. `download` is the change of the whole row's download.
 */
function findMoves(head, base, download) {
    if (head === null || base === null)
        return { drift: null, untold: [] };
    const parts = movedImages(head, base).map((image) => ({ image, ...layersOf(image.reference, head, base) }));
    const told = parts.filter((part) => areOthers(part.head, part.base));
    const untold = parts.filter((part) => part.head.length + part.base.length === 0).map(({ image }) => image);
    if (told.length === 0)
        return { drift: null, untold };
    const headLayers = told.flatMap((part) => part.head);
    const baseLayers = told.flatMap((part) => part.base);
    const drift = {
        size: bytes(headLayers) - bytes(baseLayers),
        download: download.change === null ? null : downloadOf(headLayers, baseLayers, download.exact),
        images: told.map(({ image }) => image),
    };
    return { drift, untold };
}
/** A name that led to several images on one side, as one for two platforms may, has not clearly moved. */
function movedImages(head, base) {
    const references = new Set(head.resolved.map(({ reference }) => reference));
    return [...references].flatMap((reference) => {
        const from = onlyDigest(base.resolved, reference);
        const to = onlyDigest(head.resolved, reference);
        return from === null || to === null || from === to ? [] : [{ reference, from, to }];
    });
}
function onlyDigest(resolved, reference) {
    const digests = new Set(resolved.filter((image) => image.reference === reference).map(({ digest }) => digest));
    const [digest = null] = digests;
    return digests.size === 1 ? digest : null;
}
/** The layers of an image on both sides, of those instructions that take the same from it. */
function layersOf(reference, head, base) {
    const sides = { head: byTaking(head, reference), base: byTaking(base, reference) };
    const alike = [...sides.head].flatMap(([taking, layers]) => {
        const others = sides.base.get(taking) ?? [];
        // The base brings as many layers as it has; an instruction brings one each time that it is written.
        if (others.length === 0 || (taking !== BASE && layers.length !== others.length))
            return [];
        return [{ head: layers, base: others }];
    });
    return { head: alike.flatMap((one) => one.head), base: alike.flatMap((one) => one.base) };
}
const BASE = '';
/** The image's layers by the words that take them; variables may stand for something else on the other side. */
function byTaking(measurement, reference) {
    const found = new Map();
    for (const layer of measurement.layers) {
        const { origin, text } = layer.owner;
        if (layer.image !== reference || (origin === 'own' && text.includes('$')))
            continue;
        const taking = origin === 'base' ? BASE : text;
        found.set(taking, [...(found.get(taking) ?? []), layer]);
    }
    return found;
}
function bytes(layers) {
    return layers.reduce((sum, layer) => sum + layer.size, 0);
}
/** By how much the layers' download differs; an estimate as the downloads are that it is a part of. */
function downloadOf(head, base, exact) {
    if (!exact)
        return Math.round((bytes(head) - bytes(base)) * USUAL_COMPRESSION);
    const [atHead, atBase] = [blobBytes(head), blobBytes(base)];
    return atHead === null || atBase === null ? null : atHead - atBase;
}
/** The compressed bytes of the distinct blobs; null where one of them is not known. */
function blobBytes(layers) {
    const blobs = new Map();
    for (const { blob } of layers) {
        if (blob === null)
            return null;
        blobs.set(blob.digest, blob.size);
    }
    return [...blobs.values()].reduce((sum, size) => sum + size, 0);
}
/** Blobs count only where both sides have them: the classic store has none. */
function areOthers(head, base) {
    const differ = (of) => head.map(of).join() !== base.map(of).join();
    const hasBlobs = [...head, ...base].every(({ blob }) => blob !== null);
    return differ(({ diffId }) => diffId) || (hasBlobs && differ(({ blob }) => blob?.digest ?? null));
}

;// CONCATENATED MODULE: ./lib/no-target.js
/** What a Dockerfile that cannot be read has in place of a target's name; no stage can be called so. */
const NO_TARGET = '*';

;// CONCATENATED MODULE: ./lib/compare/subject.js
/** The measured targets of one side in their order, then those that only failed. */
function subjectsOf(measurements, failures, side) {
    const subjects = new Map();
    for (const measurement of measurements) {
        subjects.set(idOf(measurement), { ...keyOf(measurement), measurement, failures: [] });
    }
    for (const failure of failures) {
        if (failure.side !== side)
            continue;
        const known = subjects.get(idOf(failure)) ?? { ...keyOf(failure), measurement: null, failures: [] };
        subjects.set(idOf(failure), { ...known, failures: [...known.failures, failure] });
    }
    return [...subjects.values()];
}
/** The parts of `of` that make a row's key. */
function keyOf(of) {
    return { image: of.image, dockerfile: of.dockerfile, target: of.target, platform: of.platform };
}
/** One string for image, target and platform: equal strings are the same target of a side. */
function idOf(of) {
    return JSON.stringify([of.image, of.target, of.platform]);
}

;// CONCATENATED MODULE: ./lib/compare/pair.js


/**
 * Head and base matched one to one, in the head's order, then what only the base has. A match counts only where it is the
 * single candidate on both sides: a wrong pair misleads more than none.
 *
 * A name alone is not enough at first: the stage `build` that is last since the real last one was dropped is what users
 * get now, and its growth is against what they got before, not against the `build` on the way there.
 */
function pairSubjects(heads, bases, renames) {
    const renamed = new Map(Object.entries(renames));
    const sameFile = (head, base) => (renamed.get(base.dockerfile) ?? base.dockerfile) === head.dockerfile;
    const samePlatform = (head, base) => head.platform === base.platform;
    const sameImage = (head, base) => head.image === base.image;
    const sameTarget = (head, base) => head.target === base.target;
    const rules = [
        pair_all(sameImage, sameTarget, bothShippedOrNot),
        pair_all(sameFile, sameTarget, bothShippedOrNot),
        pair_all(sameImage, bothLast),
        // Before another image's last stage: several images may be stages of one Dockerfile.
        pair_all(sameImage, sameTarget),
        pair_all(sameFile, bothLast),
        pair_all(sameFile, sameTarget),
    ];
    const matches = new Map();
    for (const rule of rules)
        matchSingles(heads, bases, pair_all(samePlatform, rule), matches);
    const taken = new Set(matches.values());
    const paired = heads.map((head) => pairOf(head, matches.get(head) ?? null));
    // A target that the head lacks and that did not build at the base tells a reader nothing.
    const gone = bases.filter((base) => !taken.has(base) && base.measurement !== null);
    return [...paired, ...gone.map((base) => ({ key: keyOf(base), head: null, base, notes: [] }))];
}
function pair_all(...tests) {
    return (head, base) => tests.every((test) => test(head, base));
}
function matchSingles(heads, bases, rule, matches) {
    const taken = new Set(matches.values());
    const freeHeads = heads.filter((head) => !matches.has(head));
    const freeBases = bases.filter((base) => !taken.has(base));
    for (const head of freeHeads) {
        const candidates = freeBases.filter((base) => rule(head, base));
        const [base] = candidates;
        if (base === undefined || candidates.length > 1)
            continue;
        if (freeHeads.filter((other) => rule(other, base)).length === 1)
            matches.set(head, base);
    }
}
function bothLast(...sides) {
    return sides.every((side) => pair_outcomeOf(side)?.default === true);
}
function bothShippedOrNot(head, base) {
    return pair_outcomeOf(head)?.shipped === pair_outcomeOf(base)?.shipped;
}
function pair_outcomeOf({ measurement, failures }) {
    return measurement ?? failures[0];
}
function pairOf(head, base) {
    return { key: keyOf(head), head, base, notes: base === null ? [] : differences(head, base) };
}
function differences(head, base) {
    const notes = [];
    if (head.image !== base.image)
        notes.push(`the image was called \`${base.image}\` at the base`);
    if (head.dockerfile !== base.dockerfile)
        notes.push(`its Dockerfile was \`${base.dockerfile}\` at the base`);
    if (isRenamed(head.target, base.target))
        notes.push(`the last stage was called \`${base.target}\` at the base`);
    return notes;
}
function isRenamed(head, base) {
    const both = [head, base];
    // The number of a stage without a name changes with the stages before it: that is no news.
    const isNumbered = both.every((target) => /^stage-\d+$/.test(target));
    // What a Dockerfile that cannot be read calls its stages is not known.
    return head !== base && !isNumbered && !both.includes(NO_TARGET);
}

;// CONCATENATED MODULE: ./lib/compare/compare.js




/**
 * One row for each target on each platform, in the head's order, then what only the base has. Rows are paired by image,
 * target and platform where both sides ship it or neither does, then by what they are: a renamed image or Dockerfile,
 * another last stage; a note says so.
 * `base` is null where nothing was measured at the base.
 */
function compare(head, base, failures, options = {}) {
    const heads = subjectsOf(head, failures, 'head');
    const bases = subjectsOf(base ?? [], failures, 'base');
    const ofTargets = options.ofTargets === true;
    const pairs = pairSubjects(heads, ofTargets ? calledLike(heads, bases) : bases, options.renames ?? {});
    const absent = ofTargets ? 'fails' : base === null && options.baseExpected === true ? 'changes' : 'is new';
    return pairs.map((pair) => rowOf(pair, absent));
}
/** The bases under the name of the head's one target. */
function calledLike(heads, bases) {
    const [head] = heads;
    return head === undefined ? bases : bases.map((base) => ({ ...base, target: head.target }));
}
function rowOf(pair, absent) {
    const { head, base } = pair;
    const measured = { head: head?.measurement ?? null, base: base?.measurement ?? null };
    const size = deltaOf(measured.head?.size ?? null, measured.base?.size ?? null);
    const download = deltaOf(measured.head?.download ?? null, measured.base?.download ?? null);
    const moves = findMoves(measured.head, measured.base, download);
    const status = statusOf(pair, size, download, absent);
    const failures = [...(head?.failures ?? []), ...(base?.failures ?? [])];
    return {
        ...pair.key,
        shipped: measured.head?.shipped ?? failures[0]?.shipped ?? measured.base?.shipped ?? true,
        status,
        head: measured.head,
        base: measured.base,
        size,
        download,
        drift: moves.drift,
        failures,
        notes: [...pair.notes, ...reasons(pair, status), ...untoldNotes(moves, size, download)],
    };
}
/**
 * `failed` is only said of the head, and of two targets that are compared of both. Where the head was measured and the base could not be, the row is `changed` with a
 * base of null: it is neither new nor the same, and by how much it changed is not known.
 */
function statusOf(pair, size, download, absent) {
    if (pair.head === null)
        return 'removed';
    if (pair.head.measurement === null)
        return 'failed';
    if (absent === 'fails' && (pair.base?.measurement ?? null) === null)
        return 'failed';
    if (pair.base === null)
        return absent === 'changes' ? 'changed' : 'added';
    if (size.change === 0 && isCompressionNoise(download.change ?? 0, download.base ?? 0))
        return 'unchanged';
    return 'changed';
}
function reasons(pair, status) {
    if (status !== 'changed' || pair.base === null || pair.base.measurement !== null)
        return [];
    return ['the base could not be built, so its size is not known'];
}
/** Only where something is left that they may have changed. An estimate of the download is made of the size. */
function untoldNotes({ drift, untold }, size, download) {
    const isExplained = (delta, part) => (delta.change ?? 0) === (part ?? 0);
    const isDownloadExplained = !download.exact || isExplained(download, drift?.download ?? null);
    return isExplained(size, drift?.size ?? null) && isDownloadExplained ? [] : untold.map(untoldNote);
}
function untoldNote({ reference }) {
    return `\`${reference}\` moved between base and head; what that changed can't be told apart from this change`;
}
/** An exact figure and an estimate are shown but never subtracted: they come from different methods. */
function deltaOf(head, base) {
    const known = [head, base].filter((side) => side !== null);
    const isComparable = head?.exact === base?.exact;
    return {
        head: head?.bytes ?? null,
        base: base?.bytes ?? null,
        change: head === null || base === null || !isComparable ? null : head.bytes - base.bytes,
        exact: known.length > 0 && known.every((side) => side.exact),
    };
}

;// CONCATENATED MODULE: ./lib/findings/advice/instruction-text.js

/** Characters of a command that names three directories. */
const LONGEST_COMMAND = 160;
/** The flags before an instruction's arguments. */
const FLAGS = /^\w+\s+((?:--\S+\s+)*)(.*)$/s;
/** Whether `&&` can be added to a RUN: not to a list of arguments, nor to a heredoc, whose commands stand on lines. */
function isOneShellLine(text) {
    const rest = FLAGS.exec(text)?.[2] ?? '';
    return !/^\s*\[/.test(rest) && !/<<|\n/.test(rest);
}
/** One command, up to what ends it; what is quoted or escaped ends none. */
const COMMAND = /(?:"(?:\\.|[^"\\])*"|'[^'\n]*'|\\.|[^;|\n&]|(?<!&)&(?!&))+/gs;
/** What is quoted or escaped is one word. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^'\n]*'|\\.|\S)+/gs;
/** The commands of a RUN that a shell runs, each split into words, what may stand before a program left out. */
function commandLines(text) {
    return shellCommands(FLAGS.exec(text)?.[2] ?? '');
}
/** The same of what a shell runs. */
function shellCommands(script) {
    return (script.match(COMMAND) ?? []).flatMap((command) => {
        const words = command.match(WORD) ?? [];
        const at = words.findIndex((word) => !isPrefix(word));
        return at < 0 ? [] : [words.slice(at)];
    });
}
/**
 * The commands of a RUN that run one of these programs, in their order, each from the program's name on. `without` leaves
 * out those that have it already.
 */
function commandsOf(text, programs, without) {
    return commandLines(text)
        .filter(([program = '']) => programs.includes((0,posix_path/* baseName */.Fl)(program)))
        .map((words) => words.join(' '))
        .filter((command) => without?.test(command) !== true);
}
/** The first of `commandsOf`; null where there is none. */
function instruction_text_commandOf(text, programs, without) {
    return commandsOf(text, programs, without)[0] ?? null;
}
/** How to give a flag to all of these commands, of which there is one at least; it follows what `after` finds. */
function withFlag(commands, after, flag) {
    const [command = '', ...others] = commands;
    if (others.length === 0)
        return `write ${quote(command.replace(after, `$& ${flag}`))}`;
    const kinds = new Set(commands.map((one) => `${one.split(' ', 1)[0] ?? ''} ${after.exec(one)?.[0] ?? ''}`));
    return `add ${quote(flag)} to each ${[...kinds].map((kind) => quote(kind)).join(' and ')}`;
}
/** The same where a sentence begins. */
function sentence(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}
/** A word, such as a path, as a shell takes it for one and for nothing else. */
function shellWord(word) {
    return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;
}
/** The first three words, for the middle of a command. */
function upToThree(words) {
    return [...words.slice(0, 3), ...(words.length > 3 ? ['…'] : [])].join(' ');
}
/** What may stand before a program: settings, `sudo`, `python -m`, shell keywords. */
function isPrefix(word) {
    return /^(?:\w+=.*|-\w+|sudo|env|exec|time|python[\d.]*|corepack|if|elif|then|else|while|until|do|!|[({]|set|eval|--)$/s.test(word);
}
/** What a COPY or an ADD copies. */
function copyingOf(text) {
    const [, flags = '', rest = ''] = FLAGS.exec(text) ?? [];
    const words = rest
        .split(/[\s,]+/)
        .map((word) => word.replace(/^\[?"?|"?\]?$/g, ''))
        .filter((word) => word !== '');
    return { from: /--from=(\S+)/.exec(flags)?.[1] ?? null, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
}
/** The image from outside that a COPY copies from; null where it is a stage, or nobody knows. */
function imageCopied(from, source) {
    if (source !== null)
        return source.kind === 'image' ? source.reference : null;
    // A stage cannot be called so.
    return from !== null && /[/:@]/.test(from) ? from : null;
}
/** What somebody wrote, cut short and in backticks, so that it stays what it is in Markdown. */
function quote(text, longest = 60) {
    const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
    const [clean = ''] = line.split('`');
    const cut = (clean.length <= longest ? clean : clean.slice(0, longest).replace(/\s\S*$/, '')).trim();
    if (cut === '')
        return '`…`';
    return cut === line ? `\`${cut}\`` : `\`${cut} …\``;
}
/** What to add to a RUN that leaves something behind, for the middle of a sentence. */
function atEnd(text, command) {
    return isOneShellLine(text)
        ? `add ${quote(`&& ${command}`, LONGEST_COMMAND)} to the same \`RUN\``
        : `end the same \`RUN\` with ${quote(command, LONGEST_COMMAND)}`;
}

;// CONCATENATED MODULE: ./lib/findings/grouped.js
/** By their keys, in the order of the first of each. */
function grouped(all, keyOf) {
    const byKey = new Map();
    for (const one of all)
        addTo(byKey, keyOf(one), one);
    return byKey;
}
function addTo(byKey, key, one) {
    const group = byKey.get(key);
    if (group === undefined)
        byKey.set(key, [one]);
    else
        group.push(one);
}

;// CONCATENATED MODULE: ./lib/findings/news.js

/** Whether a finding of the head was one of the base's that is about the same, from the surest sign on. */
const SIGNS = [
    (head, base) => head.text === base.text,
    () => true,
];
/**
 * Those findings of the head, of what weighs nothing, that are no news: the base has one like it. Each of the base's stands
 * for one of the head's, as a mended one must not hide one that is new.
 */
function knownBefore(head, base) {
    const known = new Set();
    const left = grouped(base, news_keyOf);
    for (const [key, found] of grouped(head, news_keyOf)) {
        let unpaired = found;
        for (const isSame of SIGNS) {
            unpaired = unpaired.filter((one) => {
                const others = left.get(key) ?? [];
                const index = others.findIndex((other) => isSame(one, other));
                if (index < 0)
                    return true;
                others.splice(index, 1);
                known.add(one);
                return false;
            });
        }
    }
    return known;
}
/** What it is about. */
function news_keyOf({ rule, subject }) {
    return `${rule} ${subject}`;
}

;// CONCATENATED MODULE: ./lib/findings/checks.js


/** Checks that say what a rule of ours says too. */
const OURS = { SecretsUsedInArgOrEnv: 'secret-in-arg' };
/** Checks that judge a stage's name. */
const OF_NAMES = ['FromAsCasing', 'StageNameCasing', 'InvalidDefinitionDescription'];
/**
 * What BuildKit's own checks say of a shipped image's stages, in the order of the lines, under BuildKit's names; what `own`,
 * the findings of our rules, say of the same line is left out. `inBase` is what holds of all where `base` is null. Else as
 * many are news as there are more of them than at the base: those on instructions that the base did not have so.
 */
function checkFindings(head, base, inBase, own) {
    const placed = placedChecks(head).filter(({ check }) => !own.some((one) => saysTheSame(one, check)));
    const known = base === null ? null : knownBefore(placed, placedChecks(base));
    return placed.map((one) => {
        const { rule, check } = one;
        const { line, url } = check;
        return {
            rule,
            bytes: 0,
            line,
            paths: [],
            advice: adviceOf(check),
            url,
            inBase: known?.has(one) ?? inBase,
            grown: null,
        };
    });
}
function saysTheSame({ rule, line }, check) {
    return OURS[check.rule] === rule && line === check.line;
}
/** Those of the stages that the image is built from, and of what stands before the first. */
function placedChecks({ measurement, graph }) {
    const target = graph.stages.findIndex((stage) => stage.target === measurement.target);
    const used = reachable(graph, target);
    return measurement.checks
        .filter(({ rule, line }) => {
        const stage = graph.stages.findLast(({ lines }) => lines.start <= line);
        if (stage === undefined)
            return true;
        // A stage without a name has one of ours while it is built.
        const isOfOurName = stage.name === null && stage.lines.start === line && OF_NAMES.includes(rule);
        return used.has(stage.index) && !isOfOurName;
    })
        .map((check) => {
        const text = instructionAt(graph, check.line)?.text ?? '';
        return { rule: check.rule, subject: check.sentence, text, check };
    })
        .toSorted((one, other) => one.check.line - other.check.line);
}
/** BuildKit's sentence about this line, and what the check asks for in general where that is more. */
function adviceOf({ sentence, detail }) {
    return [...new Set([sentence, detail].map((text) => text.trim().replace(/\.$/, '')))]
        .filter((text) => text !== '')
        .map((text) => `${text}.`)
        .join(' ');
}

// EXTERNAL MODULE: ./lib/layer/secret-word.js
var secret_word = __nccwpck_require__(7658);
;// CONCATENATED MODULE: ./lib/findings/secret-name.js

/** Between underscores, anywhere: the name is all that tells, as what it is given may be a variable's value. */
const SECRET = new RegExp(`(?:^|_)(?:${secret_word/* SECRET_WORD */.a}(?:_|$)|pass$)`, 'i');
/** Ends that say that it is not the value itself: where it is kept, what it is called, how long it holds. */
const ABOUT = /_(?:dir|file|id|length|name|path|ttl|timeout|url|user|username|version)$/i;
/** Whether a variable of this name is likely to hold a secret. */
function isSecretName(name) {
    return SECRET.test(name) && !ABOUT.test(name) && !/(?:^|_)public(?:_|$)/i.test(name);
}
/** The names that an ARG or ENV instruction gives a value, or lets one be given; none of another instruction. */
function argumentNames(keyword, text) {
    if (keyword !== 'ARG' && keyword !== 'ENV')
        return [];
    // What stands in quotes is no name; nothing is given where the quotes are empty.
    const bare = text
        .replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, (quoted) => (quoted.length > 2 ? 'x' : ''))
        .replace(/\\\s/g, 'x');
    const words = bare.split(/\s+/).slice(1);
    // `ENV NAME VALUE`, the old way.
    const [first, ...others] = words;
    if (keyword === 'ENV' && first !== undefined && !first.includes('='))
        return others.length > 0 ? [first] : [];
    return words.flatMap((word) => {
        const [, name, equals, value] = /^([A-Za-z_]\w*)(=?)(.*)$/.exec(word) ?? [];
        return name === undefined || (equals === '=' && value === '') ? [] : [name];
    });
}

;// CONCATENATED MODULE: ./lib/findings/hygiene.js


/** What weighs nothing and should be known all the same. */
function hygiene(examined) {
    const all = [
        ...rootUser(examined),
        ...unpinnedBases(examined),
        ...secretArguments(examined),
        ...unusedStages(examined),
    ];
    // Several stages may lie on one image, or name one secret.
    return [...new Map(all.map((found) => [`${found.rule} ${found.advice}`, found])).values()];
}
function rootUser({ measurement, graph }) {
    const { user, platform } = measurement;
    if (user === null || platform.startsWith('windows/') || !/^(?:|0|root)(?::.*)?$/.test(user))
        return [];
    const own = stageChain(graph, indexOf(graph, measurement));
    const set = own.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'USER')).at(-1);
    const advice = set === undefined
        ? 'It runs as root. Add `USER 65532`, or a user that the image has, as the last stage’s last step before `ENTRYPOINT` or `CMD`.'
        : `It runs as root, by \`${set.text}\`. Name another user, such as \`USER 65532\`.`;
    return [
        {
            ...NOTHING,
            rule: 'root-user',
            subject: '',
            line: set?.lines.start ?? own.at(-1)?.lines.start ?? null,
            text: set?.text ?? '',
            advice,
        },
    ];
}
function unpinnedBases({ measurement, graph, contexts }) {
    return hygiene_stagesOf(graph, measurement).flatMap((stage) => {
        const { image, lines } = stage;
        if (image === null || image === 'scratch' || image.includes('@') || contexts.includes(image))
            return [];
        if (stageBelow(stage) !== null)
            return [];
        const tag = /:([\w.-]+)$/.exec(image)?.[1];
        const isNamed = tag !== undefined && tag !== 'latest';
        const pinned = `FROM ${isNamed ? image : `${image.replace(/:latest$/, '')}:TAG`}@sha256:…`;
        const advice = isNamed
            ? `\`${image}\` may lead to another image tomorrow. Pin it by its digest, \`${pinned}\`: \`docker buildx imagetools inspect ${image}\` tells it.`
            : `\`${image}\` is whatever is newest. Name a version and its digest, \`${pinned}\`.`;
        // Another tag is no less pinned than the one before.
        const subject = tag === undefined ? image : image.slice(0, -tag.length - 1);
        return [{ ...NOTHING, rule: 'unpinned-base', subject, line: lines.start, text: image, advice }];
    });
}
/** In the stages that the image lies on: it has no history of those that it copies from. */
function secretArguments({ measurement, graph }) {
    const instructions = stageChain(graph, indexOf(graph, measurement)).flatMap((stage) => stage.instructions);
    const names = (one) => argumentNames(one.keyword, one.text).filter(isSecretName);
    return instructions.flatMap((one, index) => names(one).map((name) => ({
        ...NOTHING,
        rule: 'secret-in-arg',
        subject: `${one.keyword} ${name}`,
        line: one.lines.start,
        text: one.text,
        advice: `What \`${one.keyword} ${name}\` holds can be read in the image’s history or settings. ${secretElsewhere(one, name, instructions.slice(index + 1))}`,
    })));
}
/** How else to give a secret to those that need it: commands of the build, and with ENV what the image runs. */
function secretElsewhere({ keyword }, name, later) {
    const mount = `ount it where it is needed: \`RUN --mount=type=secret,id=${name},env=${name} …\`.`;
    if (keyword === 'ARG')
        return `M${mount}`;
    const given = 'Give it to the container when it starts';
    return later.some((one) => one.keyword === 'RUN') ? `${given}, and where a \`RUN\` needs it, m${mount}` : `${given}.`;
}
/** Those that another stage needs which nothing needs go with it. */
function unusedStages({ graph, unused }) {
    return graph.stages
        .filter(({ target }) => unused.has(target))
        .map(({ target, lines }) => ({
        ...NOTHING,
        rule: 'unused-stage',
        subject: target,
        line: lines.start,
        text: '',
        advice: `Nothing that is built needs the stage \`${target}\`. Delete it, or name it in \`targets\` if it is built elsewhere on purpose.`,
    }));
}
const NOTHING = { bytes: 0, paths: [] };
/** The stages that an image is built from. */
function hygiene_stagesOf(graph, measurement) {
    const used = reachable(graph, indexOf(graph, measurement));
    return graph.stages.filter(({ index }) => used.has(index));
}
function indexOf(graph, { target }) {
    return graph.stages.findIndex((stage) => stage.target === target);
}

// EXTERNAL MODULE: ./lib/layer/layer-files.js
var layer_files = __nccwpck_require__(9462);
;// CONCATENATED MODULE: ./lib/findings/heaps.js
/** Counts what a heap has. */
function countHeap(ledger, { members }) {
    for (let at = 0; at < members.length; at += 3) {
        ledger.count(members[at] ?? 0, members[at + 1] ?? 0, members[at + 2]);
    }
}
/** Bytes: what is less is not worth a line. */
const WORTH_SAYING = 10_000;
const MOST_PATHS = 20;
/** A heap that weighs less than `least` bytes is none. */
function createHeaps(rule, least = WORTH_SAYING) {
    const heaps = new Map();
    function heapOf(reason) {
        let ofOwner = heaps.get(reason.owner);
        if (ofOwner === undefined)
            heaps.set(reason.owner, (ofOwner = new Map()));
        const key = `${reason.subject}\0${reason.apart ?? ''}`;
        let heap = ofOwner.get(key);
        if (heap === undefined) {
            heap = { reason, bytes: 0, places: new Map(), members: [] };
            ofOwner.set(key, heap);
        }
        return heap;
    }
    return {
        add(reason, { layer, entry, bytes }, place, part = bytes) {
            const heap = heapOf(reason);
            heap.bytes += part;
            const key = place ?? heap.members.length;
            heap.places.set(key, (heap.places.get(key) ?? 0) + part);
            heap.members.push(layer, entry, part);
        },
        finish(ledger, advice) {
            const all = [...heaps.values()].flatMap((ofOwner) => [...ofOwner.values()]);
            return all
                .filter(({ bytes }) => bytes >= least)
                .map(({ reason, bytes, places, members }) => {
                countHeap(ledger, { members });
                const pathAt = (at) => ledger.pathOf(members[at] ?? 0, members[at + 1] ?? 0);
                const paths = heaviest(places, pathAt);
                return {
                    rule,
                    subject: reason.subject,
                    owner: reason.owner,
                    text: reason.text ?? reason.owner.whole,
                    bytes,
                    paths,
                    advice: advice(reason, paths, places.size),
                    members,
                };
            });
        },
    };
}
function heavierFirst([path, bytes], [other, otherBytes]) {
    return otherBytes - bytes || (path < other ? -1 : 1);
}
/** The paths of those with most bytes. No more of the others are made than it takes to tell. */
function heaviest(places, pathAt) {
    const kept = [];
    for (const [at, bytes] of places) {
        const last = kept.length < MOST_PATHS ? undefined : kept.at(-1);
        if (last !== undefined && bytes < last[1])
            continue;
        const place = [typeof at === 'string' ? at : pathAt(at), bytes];
        if (last !== undefined && heavierFirst(last, place) < 0)
            continue;
        kept.push(place);
        kept.sort(heavierFirst);
        kept.splice(MOST_PATHS);
    }
    return kept.map(([path]) => path);
}

;// CONCATENATED MODULE: ./lib/findings/locales.js
/**
 * The locales that an environment, `NAME=value` each, names for messages, as written. Source: GNU gettext manual, "The LANGUAGE
 * variable" and "Locale Environment Variables".
 */
function localesOf(environment) {
    return environment.flatMap((one) => /^(?:LANGUAGE|LC_ALL|LC_MESSAGES|LANG)=(.+)$/s.exec(one)?.[1]?.split(':') ?? []);
}

;// CONCATENATED MODULE: ./lib/findings/brings.js



/**
 * Whether a change may have brought waste: the layers that only the head has hold or hide 10 kB or more, or a secret, or
 * what the image runs, or in which language, is another. What is there else was there before.
 */
function mayBringWaste({ head, base }) {
    if (head === null || base === null)
        return true;
    if (settingsOf(head) !== settingsOf(base))
        return true;
    const shared = new Set(base.layers.map(({ layer }) => layer.diffId));
    const own = head.layers.flatMap(({ layer }, index) => (shared.has(layer.diffId) ? [] : [index]));
    if (own.some((index) => (head.layers[index]?.contents.secrets.size ?? 0) > 0))
        return true;
    const held = own.reduce((sum, index) => sum + (head.layers[index]?.layer.size ?? 0), 0);
    return held + hiddenBy(head, new Set(own)) >= WORTH_SAYING;
}
function settingsOf({ measurement: { command, environment } }) {
    return JSON.stringify([command, localesOf(environment ?? [])]);
}
/** Bytes that the layers with these indexes hide of those below. */
function hiddenBy({ layers }, hiders) {
    let bytes = 0;
    for (const { contents, hiddenBy: hidden } of layers) {
        hidden.forEach((by, entry) => {
            if (by !== 0 && hiders.has(by - 1))
                bytes += (0,layer_files/* sizeOf */.$d)(contents.files, entry);
        });
    }
    return bytes;
}

// EXTERNAL MODULE: ./lib/layer/path-table.js
var path_table = __nccwpck_require__(9147);
;// CONCATENATED MODULE: ./lib/layer/visibility.js


/** OCI runtimes stack 127 layers at most (moby layer/layer_store.go, maxLayerDepth), so that a byte holds their numbers. */
const MOST_LAYERS = 254;
/** Of the layers of an image, lowest first. Source: image-spec, layer.md, "Applying Changesets", "Whiteouts". */
function visibilityOf(layers, paths) {
    const above = createAbove(paths);
    return layers
        .map((layer, index) => ({ ...layer, index }))
        .reverse()
        .map(({ files, index }) => {
        const hiddenBy = hiddenIn(files, index, above);
        const linked = showLinked(files, hiddenBy);
        above.add(files, index);
        return { hiddenBy, ...linked };
    })
        .reverse();
}
/** The lower of two layers that hide the same, which is the one that did it: above it there was nothing left to hide. */
function nearer(one, other) {
    return one === 0 || (other !== 0 && other < one) ? other : one;
}
function createAbove(paths) {
    const { count } = paths;
    /** Made something else than a directory, or deleted: nothing of it or below it is seen. */
    const taken = new Uint8Array(count);
    const directory = new Uint8Array(count);
    const opaque = new Uint8Array(count);
    /** Who hides all that lies in a directory, and for which layer that was looked up. */
    const within = new Uint8Array(count);
    const lookedUpFor = new Uint8Array(count);
    let current = 1;
    /** Not recursive: an archive may nest directories as deep as it likes. */
    function hidesWithin(directoryPath) {
        // As of nearly all, which are then spared what is made below.
        if (lookedUpFor[directoryPath] === current)
            return within[directoryPath] ?? 0;
        let known = directoryPath;
        while (known !== path_table/* ROOT */.Dl && lookedUpFor[known] !== current)
            known = paths.parent(known);
        let by = lookedUpFor[known] === current ? (within[known] ?? 0) : settle(known, 0);
        // A path has a greater number than its parent: what lies between is settled from above.
        const chain = [];
        for (let path = directoryPath; path !== known; path = paths.parent(path))
            chain.push(path);
        for (const path of chain.reverse())
            by = settle(path, by);
        return by;
    }
    function settle(path, fromParent) {
        const by = nearer(nearer(taken[path] ?? 0, opaque[path] ?? 0), fromParent);
        within[path] = by;
        lookedUpFor[path] = current;
        return by;
    }
    return {
        hides(path, isDirectory) {
            const own = nearer(taken[path] ?? 0, isDirectory ? 0 : (directory[path] ?? 0));
            return nearer(own, path === path_table/* ROOT */.Dl ? 0 : hidesWithin(paths.parent(path)));
        },
        add(files, index) {
            const number = index + 1;
            for (let entry = 0; entry < files.count; entry++) {
                const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
                const kind = files.kinds[entry];
                const map = kind === layer_files/* KIND */.Nd.directory ? directory : kind === layer_files/* KIND */.Nd.opaque ? opaque : taken;
                // The lowest so far: layers come from above.
                map[path] = number;
            }
            current++;
        },
    };
}
function hiddenIn(files, index, above) {
    const hiddenBy = new Uint8Array(files.count);
    for (let entry = 0; entry < files.count; entry++) {
        const kind = files.kinds[entry];
        hiddenBy[entry] =
            kind === layer_files/* KIND */.Nd.replaced ? index + 1 : above.hides(files.paths[entry] ?? path_table/* ROOT */.Dl, kind === layer_files/* KIND */.Nd.directory);
    }
    return hiddenBy;
}
/** A file whose own name is gone, or is another file's by now, is still there under the name of a hard link that is not. */
function showLinked(files, hiddenBy) {
    const shownAs = new Map();
    const targets = visibility_targetsOf(files);
    const links = new Uint32Array(targets.size === 0 ? 0 : files.count);
    if (targets.size === 0)
        return { shownAs, links };
    /** Which file's bytes a path that links name has at this place of the archive. */
    const fileAt = new Map();
    for (let entry = 0; entry < files.count; entry++) {
        const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
        const kind = files.kinds[entry];
        if (kind === layer_files/* KIND */.Nd.deleted || kind === layer_files/* KIND */.Nd.opaque)
            continue;
        const isFile = kind === layer_files/* KIND */.Nd.file || (kind === layer_files/* KIND */.Nd.replaced && files.sizes32[entry] !== 0);
        const file = isFile ? entry : kind === layer_files/* KIND */.Nd.hardLink ? fileAt.get(files.contentLow[entry] ?? path_table/* ROOT */.Dl) : undefined;
        if (targets.has(path)) {
            if (file === undefined)
                fileAt.delete(path);
            else
                fileAt.set(path, file);
        }
        if (file === undefined || file === entry)
            continue;
        links[entry] = links[file] ?? 0;
        links[file] = entry + 1;
        if (hiddenBy[entry] !== 0 || hiddenBy[file] === 0)
            continue;
        hiddenBy[file] = 0;
        shownAs.set(file, path);
    }
    return { shownAs, links };
}
function visibility_targetsOf(files) {
    const targets = new Set();
    for (let entry = 0; entry < files.count; entry++) {
        if (files.kinds[entry] === layer_files/* KIND */.Nd.hardLink)
            targets.add(files.contentLow[entry] ?? path_table/* ROOT */.Dl);
    }
    return targets;
}

;// CONCATENATED MODULE: ./lib/explain/file-system.js


/** null where it is not known what each layer holds. */
function fileSystemOf({ layers }, { names, of }) {
    const known = layers.flatMap((layer) => {
        const contents = of(layer.diffId);
        return contents === undefined ? [] : [{ layer, contents }];
    });
    if (known.length !== layers.length || layers.length > MOST_LAYERS)
        return null;
    const seen = visibilityOf(known.map(({ contents }) => contents), names.paths);
    return {
        layers: known.map((one, index) => ({ ...one, ...(seen[index] ?? file_system_NOTHING) })),
    };
}
const file_system_NOTHING = { hiddenBy: new Uint8Array(0), shownAs: new Map(), links: new Uint32Array(0) };
/** The path under which the finished image shows a file; for one that is hidden its own. */
function shownPath({ contents, shownAs }, entry) {
    return shownAs.get(entry) ?? contents.files.paths[entry] ?? path_table/* ROOT */.Dl;
}
/** The other paths under which the finished image shows a file that it shows: its hard links, in the archive's order. */
function otherPaths({ contents, hiddenBy, shownAs, links }, entry) {
    const first = links[entry] ?? 0;
    if (first === 0)
        return NO_PATHS;
    const shown = shownAs.get(entry);
    const others = [];
    for (let link = first; link !== 0; link = links[link - 1] ?? 0) {
        const path = contents.files.paths[link - 1] ?? path_table/* ROOT */.Dl;
        if (hiddenBy[link - 1] === 0 && path !== shown)
            others.push(path);
    }
    return others.reverse();
}
/** Most files have no other. */
const NO_PATHS = [];

;// CONCATENATED MODULE: ./lib/findings/new-bytes.js





/** Bytes: growth by so many is told, whatever it grew from. */
const ALWAYS_WORTH_SAYING = 1_000_000;
/** Whether `part` of the bytes of a finding is worth a word of its own. */
function isWorthSaying(part, bytes) {
    return part >= WORTH_SAYING && (part >= bytes / 10 || part >= ALWAYS_WORTH_SAYING);
}
/**
 * Rules that name single files: one that is mended there must not hide one that is new. What others find in one directory
 * gives way to what is like it under other names, as caches call their files by what they hold.
 */
const OF_FILES = ['hidden-files', 'rewritten-metadata', 'duplicates', 'debug-info'];
/**
 * How many bytes of each finding of the head the change brought. A file counts for what its path weighs more as waste than
 * it did in the base: by the same rule, and by all of them, whichever instructions hold it. Of that is taken off what has
 * only moved, and what the same instructions, or the same directory, no longer have.
 */
function newBytes(head, base) {
    const fresh = new Map();
    const { count } = head.image.names.paths;
    // By path: how much more is waste than in the base. Flat arrays: a million files are nothing special.
    const ofAll = new Float64Array(count);
    head.ledger.each((layer, entry, bytes) => add(ofAll, pathOf(head, layer, entry), bytes));
    base.ledger.each((layer, entry, bytes) => add(ofAll, pathOf(base, layer, entry), -bytes));
    const ofRule = new Float64Array(count);
    const before = grouped(base.weighed, ruleOf);
    for (const [rule, found] of grouped(head.weighed, ruleOf)) {
        const former = before.get(rule) ?? [];
        const now = newestFirst(found, former).map((one) => placed(head, one, 1));
        const was = former.map((one) => placed(base, one, -1));
        for (const one of [...now, ...was])
            eachFile(one, (path, bytes) => add(ofRule, path, one.sign * bytes));
        for (const one of [...now, ...was]) {
            eachFile(one, (path) => (ofRule[path] = lesser(ofRule[path] ?? 0, ofAll[path] ?? 0)));
        }
        settleMoved(now, was, head, base, ofRule);
        for (const one of now)
            fresh.set(one.found, take(one, ofRule));
        const gone = new Map(was.map((one) => [one.found, take(one, ofRule)]));
        offset(fresh, found, gone, byText);
        if (!OF_FILES.includes(rule))
            offset(fresh, found, gone, byPlace);
        if (rule === 'bytecode-cache')
            offset(fresh, found, gone, bySubject);
        for (const one of [...now, ...was])
            eachFile(one, (path) => (ofRule[path] = 0));
    }
    return fresh;
}
function placed(side, found, sign) {
    const { members } = found;
    const paths = new Uint32Array(members.length / 3);
    for (let at = 0; at < paths.length; at++)
        paths[at] = pathOf(side, members[at * 3] ?? 0, members[at * 3 + 1] ?? 0);
    return { found, paths, sign };
}
function eachFile({ found, paths }, visit) {
    for (let at = 0; at < paths.length; at++)
        visit(paths[at] ?? path_table/* ROOT */.Dl, found.members[at * 3 + 2] ?? 0, at);
}
/** What is waste at one path of the head, and with the same content no longer at another of the base, has moved. */
function settleMoved(now, was, head, base, ofRule) {
    const gone = new Map();
    for (const one of was) {
        eachFile(one, (path, _, at) => {
            if ((ofRule[path] ?? 0) < 0)
                addTo(gone, contentAt(base, one, at), path);
        });
    }
    if (gone.size === 0)
        return;
    for (const one of now) {
        eachFile(one, (path, _, at) => {
            const left = (ofRule[path] ?? 0) > 0 ? (gone.get(contentAt(head, one, at)) ?? []) : [];
            for (let from = left.at(-1); from !== undefined && (ofRule[path] ?? 0) > 0; from = left.at(-1)) {
                const part = Math.min(ofRule[path] ?? 0, -(ofRule[from] ?? 0));
                add(ofRule, path, -part);
                add(ofRule, from, part);
                if ((ofRule[from] ?? 0) >= 0)
                    left.pop();
            }
        });
    }
}
function contentAt({ image: { layers } }, { found: { members } }, at) {
    const files = layers[members[at * 3] ?? 0]?.contents.files;
    return files === undefined ? '' : (0,layer_files/* contentKey */.lO)(files, members[at * 3 + 1] ?? 0);
}
/** Takes what its side has more of at the paths of a finding, and returns how much that is. */
function take(one, ofRule) {
    let sum = 0;
    eachFile(one, (path, bytes) => {
        const part = Math.max(0, Math.min(bytes, one.sign * (ofRule[path] ?? 0)));
        add(ofRule, path, -one.sign * part);
        sum += part;
    });
    return sum;
}
function ruleOf({ rule }) {
    return rule;
}
function add(sums, path, bytes) {
    sums[path] = (sums[path] ?? 0) + bytes;
}
/** The one that is nearer to 0; 0 where one is more and the other less. */
function lesser(one, other) {
    return one > 0 ? Math.max(0, Math.min(one, other)) : Math.min(0, Math.max(one, other));
}
function pathOf({ image: { layers } }, layer, entry) {
    const view = layers[layer];
    return view === undefined ? path_table/* ROOT */.Dl : shownPath(view, entry);
}
/** Where several have files at one path, those are new that the base has no counterpart of, of later layers first. */
function newestFirst(now, was) {
    const texts = new Set(was.map(textKey));
    const isOld = (one) => Number(texts.has(textKey(one)));
    const layerOf = ({ members: [layer = 0] }) => layer;
    return now.toSorted((one, other) => isOld(one) - isOld(other) || layerOf(other) - layerOf(one));
}
const textKey = ({ subject, text }) => `${subject}\0${text}`;
const byText = (one) => [textKey(one)];
/** Bytecode names the file that it was made of: of a tree that moved none is the same. */
const bySubject = ({ subject }) => [subject];
const byPlace = ({ subject, paths }) => paths.map((path) => `${subject}\0${path}`);
/** Takes off what is `fresh` what is `gone` of those that have a key in common; a byte that is gone stands for one. */
function offset(fresh, now, gone, keysOf) {
    const byKey = new Map();
    for (const was of gone.keys()) {
        for (const key of keysOf(was))
            addTo(byKey, key, was);
    }
    for (const one of now) {
        let left = fresh.get(one) ?? 0;
        for (const others of keysOf(one).map((key) => byKey.get(key) ?? [])) {
            for (let was = others.at(-1); was !== undefined && left > 0; was = others.at(-1)) {
                const part = Math.min(left, gone.get(was) ?? 0);
                left -= part;
                gone.set(was, (gone.get(was) ?? 0) - part);
                if (gone.get(was) === 0)
                    others.pop();
            }
        }
        fresh.set(one, left);
    }
}

;// CONCATENATED MODULE: ./lib/findings/advice/bringer.js

/** The instruction that an owner is, for those who give advice; null where it is not known. */
function bringerOf({ origin, text, commands, stage, lines, source }) {
    if (origin === 'base')
        return { keyword: 'FROM', text: `FROM ${text}`, commands: `FROM ${text}`, stage, source };
    if (lines === null)
        return null;
    return { keyword: /^\w+/.exec(text)?.[0].toUpperCase() ?? '', text, commands, stage, source };
}
/** An instruction in a sentence: its line where that is known, and what it says. */
function placeOf({ origin, text, lines }) {
    if (origin === 'base')
        return `the base image ${quote(text)}`;
    return lines === null ? quote(text) : `line ${lines.start} (${quote(text)})`;
}
/** The same where a sentence begins. */
function atPlace(owner) {
    return sentence(placeOf(owner));
}

;// CONCATENATED MODULE: ./lib/findings/advice/tools-advice.js

/** Programs that install packages of a distribution. */
const INSTALLERS = ['apt-get', 'apt', 'apk', 'dnf', 'dnf5', 'microdnf', 'yum', 'zypper', 'pacman'];
const INSTALLING = /\s(?:install|groupinstall|localinstall|reinstall|build-dep|add|in|-S\w*|--sync)(?=\s|$)/;
/** The commands of a RUN that install packages of a distribution. */
function installsOf(text) {
    return commandsOf(text, INSTALLERS).filter((command) => INSTALLING.test(command));
}
/** Packages that are, need or recommend gcc or clang, with what comes along: `npm` does on Debian, as does `python3-pip`. */
const COMPILERS = /^(?:gcc|g\+\+|cpp|cc|clang|llvm|lld|binutils|gfortran|gnat|tcc|build-|base-devel|alpine-sdk|development|libtool|cmake|make|automake|autoconf|ccache|golang|gccgo|go|rust|cargo|ghc|python\d*-pip|r-base|npm|node-gyp|ruby-full|dkms|dpkg-dev|devscripts|debhelper|linux-headers|kernel-devel)/;
const DEVELOPMENT = /-(?:dev|devel|headers|static|libs-static)(?:[=:<>~].*)?$/;
/** By the kind's name, what packages are called that bring such tools; the likeliest first. */
const PACKAGES = new Map([
    ['compilers and linkers', [COMPILERS]],
    [
        'build systems',
        [/^(?:c?make|ninja|meson|scons|auto|libtool|bison|flex|pkg-?conf|swig|[ny]asm|re2c)/, COMPILERS, DEVELOPMENT],
    ],
    ['LLVM', [/^(?:clang|llvm|lld)/]],
    ['C and C++ headers', [DEVELOPMENT, COMPILERS]],
    ['kernel headers', [/^(?:linux|kernel)-/, /^dkms/]],
    ['static libraries', [DEVELOPMENT, COMPILERS]],
    ['Debian’s package builder', [/^(?:dpkg-dev|devscripts|debhelper|packaging-dev|build-essential)/, COMPILERS]],
    ['the Go toolchain', [/^(?:golang|gccgo|go)(?![a-z])/]],
    ['the Rust toolchain', [/^(?:rust|cargo)/]],
    ['the .NET SDK', [/^dotnet/]],
    ['Maven', [/^maven/]],
    ['Gradle', [/^gradle/]],
]);
/** How a RUN that brought build tools is to do without; `stage` is what one that builds may be called. */
function toolsAdvice({ name }, text, stage) {
    const installs = installsOf(text);
    if (name.startsWith('the JDK')) {
        const [runtime] = installs.flatMap((command) => jreOf(command) ?? []);
        if (runtime !== undefined)
            return `Install ${quote(runtime)} in place of it, and compile in an earlier stage.`;
        return `Compile in an earlier stage, and install a JRE here.`;
    }
    const command = bringing(name, installs);
    const recommending = command === null ? undefined : recommendingIn(command, name);
    if (command !== null && recommending !== undefined) {
        return `They are only recommended, by ${quote(recommending)}: ${withFlag([command], /\sinstall(?=\s|$)/, '--no-install-recommends')}. What has to be compiled all the same, build in an earlier stage.`;
    }
    const brings = command === null ? '' : `${quote(command, 50)} brings them. `;
    if (command?.startsWith('apk ') === true && !text.includes('apk del')) {
        return `${brings}Build in an earlier stage, or install them with \`apk add --virtual .build-deps …\` and end the same \`RUN\` with \`apk del .build-deps\`.`;
    }
    return `${brings}Build in an earlier stage and take only the result from it: \`COPY --from=${stage} …\`.`;
}
/** The one of these commands whose packages are called so; null where none is, as where a script brought the tools. */
function bringing(name, installs) {
    for (const packages of PACKAGES.get(name) ?? []) {
        const command = installs.find((one) => one.split(' ').some((word, at) => at > 0 && packages.test(word.replace(/^["'@]+/, '').toLowerCase())));
        if (command !== undefined)
            return command;
    }
    return null;
}
/** Debian's packages that recommend build-essential themselves, or through what they need. */
const RECOMMENDING = /^(?:python\d*-pip|npm|node-gyp|ruby-full|ruby-dev|r-base(?:-core)?)$/;
/** A package that brings compilers only as apt takes what it recommends; none where a command names some as well. */
function recommendingIn(command, name) {
    if (!/^apt(?:-get)?\s/.test(command) || command.includes('-recommends'))
        return undefined;
    const words = command.split(' ').slice(1);
    const packages = words.map((word) => word.replace(/[=/].*$/, '')).filter((word) => !word.startsWith('-'));
    const others = packages.filter((word) => !RECOMMENDING.test(word)).join(' ');
    return bringing(name, [`${command.split(' ', 1)[0] ?? ''} ${others}`]) === null
        ? packages.find((word) => RECOMMENDING.test(word))
        : undefined;
}
/** The package of the runtime to a JDK's package, as Debian, Alpine and Fedora name them. */
function jreOf(command) {
    const debian = /\b((?:openjdk-\d+|default)-)jdk((?:-headless)?)(?=\s|$)/.exec(command);
    if (debian !== null)
        return `${debian[1] ?? ''}jre${debian[2] ?? ''}`;
    const alpine = /\b(openjdk\d+)(?:-jdk)?(?=\s|$)/.exec(command);
    if (alpine !== null)
        return `${alpine[1] ?? ''}-jre`;
    const fedora = /\b(java-[\w.]+-(?:openjdk|amazon-corretto))-devel(?=\s|$)/.exec(command);
    return fedora === null ? null : `${fedora[1] ?? ''}-headless`;
}

;// CONCATENATED MODULE: ./lib/findings/advice/reads-git.js

/** Asks for what the repository holds, and does not install git. */
const RUNS_GIT = /\bgit\s+(?:-\w|--\w|archive|branch|checkout|config|describe|diff|fetch|lfs|log|ls-files|name-rev|pull|reset|rev-list|rev-parse|shortlog|show|status|submodule|tag)/;
/** Whether one of these instructions, or what it runs, may read the repository's history. */
function mayReadGit(texts) {
    return texts.some((text) => RUNS_GIT.test(text) || installsGit(text));
}
/** Somebody wants it there: builds that take their version from it (setuptools-scm, make) do not name it. */
function installsGit(text) {
    return installsOf(text).some((command) => /\sgit(?=[\s=]|$)/.test(command));
}

;// CONCATENATED MODULE: ./lib/findings/path-pattern.js
/** Any number of names, none included. */
const ANY_NAMES = '**';
/**
 * Tells which absolute paths `pattern` matches: `*` is any run of characters in one name, `?` is one character, and `**` in
 * place of a name is any number of names. A pattern whose last name has no wildcard is also that of all that is below it.
 */
function pathPattern(pattern) {
    const names = namesOf(pattern);
    const last = names.at(-1) ?? '';
    const wanted = /[*?]/.test(last) ? names : [...names, ANY_NAMES];
    const fits = (name, text) => name === text || (/[*?]/.test(name) && fitsAll(Array.from(name), Array.from(text), '*', isCharacter));
    return (path) => path.startsWith('/') && fitsAll(wanted, namesOf(path), ANY_NAMES, fits);
}
/** What keeps `pattern` from being a pattern of paths, to end a sentence; null where it is one. */
function patternTrouble(pattern) {
    if (!pattern.startsWith('/'))
        return 'it does not begin with `/`';
    const names = namesOf(pattern);
    if (names.some((name) => name === '.' || name === '..'))
        return 'it has a name `.` or `..`';
    if (names.some((name) => name !== ANY_NAMES && name.includes(ANY_NAMES))) {
        return '`**` has to stand alone between slashes, as in `/usr/**/*.h`';
    }
    return /\p{Cc}/u.test(pattern) ? 'it holds a control character' : null;
}
function namesOf(path) {
    return path.split('/').filter((name) => name !== '');
}
function isCharacter(wanted, character) {
    return wanted === '?' || wanted === character;
}
/**
 * Whether `pattern` matches all `items`, where its part `many` stands for any number of them. It goes back to the last `many`
 * only, as what stands before that is best matched as early as can be: the time is at most the product of both lengths.
 */
function fitsAll(pattern, items, many, fits) {
    let part = 0;
    let item = 0;
    let afterMany = null;
    while (item < items.length) {
        const wanted = pattern[part];
        if (wanted === many) {
            part += 1;
            afterMany = [part, item];
        }
        else if (wanted !== undefined && fits(wanted, items[item] ?? '')) {
            part += 1;
            item += 1;
        }
        else if (afterMany !== null) {
            afterMany = [afterMany[0], afterMany[1] + 1];
            [part, item] = afterMany;
        }
        else
            return false;
    }
    return pattern.slice(part).every((rest) => rest === many);
}

;// CONCATENATED MODULE: ./lib/explain/path-sizes.js



const PRESENT = { directory: 1, file: 2, other: 3 };
/** `system`'s finished image, by path. */
function shownPaths(system, paths) {
    const { layers } = system;
    const { count } = paths;
    let entries;
    const shown = {
        present: new Uint8Array(count),
        layer: new Uint8Array(count),
        entryOf: (path) => (entries ??= shownEntries(system, count))[path] ?? 0,
        owners: layers.map(({ layer }) => layer.owner),
    };
    // Also in an image of nothing.
    shown.present[path_table/* ROOT */.Dl] = PRESENT.directory;
    layers.forEach((view, index) => {
        const { files } = view.contents;
        for (let entry = 0; entry < files.count; entry++) {
            const kind = files.kinds[entry];
            if (view.hiddenBy[entry] !== 0 || kind === layer_files/* KIND */.Nd.deleted || kind === layer_files/* KIND */.Nd.opaque)
                continue;
            const path = path_sizes_isFile(kind) ? shownPath(view, entry) : (files.paths[entry] ?? path_table/* ROOT */.Dl);
            mark(shown.present, path, paths);
            // A hard link is as much a file as the entry that has the bytes: which of both that is, the archive's order decides.
            if (path_sizes_isFile(kind) || kind === layer_files/* KIND */.Nd.hardLink)
                shown.present[path] = PRESENT.file;
            else if (kind !== layer_files/* KIND */.Nd.directory && shown.present[path] !== PRESENT.file)
                shown.present[path] = PRESENT.other;
            if (path_sizes_isFile(kind))
                shown.layer[path] = index + 1;
        }
    });
    return shown;
}
/** By path, as `PathSizes.layer` is, which of a layer's entries a file is. */
function shownEntries({ layers }, count) {
    const entries = new Uint32Array(count);
    for (const view of layers) {
        const { files } = view.contents;
        for (let entry = 0; entry < files.count; entry++) {
            if (view.hiddenBy[entry] === 0 && path_sizes_isFile(files.kinds[entry]))
                entries[shownPath(view, entry)] = entry;
        }
    }
    return entries;
}
/** What was replaced can be seen where a hard link still leads to it. */
function path_sizes_isFile(kind) {
    return kind === layer_files/* KIND */.Nd.file || kind === layer_files/* KIND */.Nd.replaced;
}
/** What is there is in a directory that is there, also where the archive does not name it. */
function mark(present, path, paths) {
    for (let at = path; present[at] === 0; at = paths.parent(at))
        present[at] = PRESENT.directory;
}
/** With the bytes of files, not yet summed up over directories. */
function withBytes({ layers }, shown) {
    const bytes = new Float64Array(shown.layer.length);
    shown.layer.forEach((layer, path) => {
        const files = layers[layer - 1]?.contents.files;
        if (files !== undefined)
            bytes[path] = (0,layer_files/* sizeOf */.$d)(files, shown.entryOf(path));
    });
    return { ...shown, bytes };
}
/** Adds what lies below to each directory; a path has a greater number than its parent. */
function sumUp(bytes, paths) {
    for (let path = bytes.length - 1; path > path_table/* ROOT */.Dl; path--) {
        const parent = paths.parent(path);
        bytes[parent] = (bytes[parent] ?? 0) + (bytes[path] ?? 0);
    }
}

;// CONCATENATED MODULE: ./lib/findings/kinds/command-names.js

/** The words of a command, as a shell would have them or as the elements of a list; nothing is expanded. */
function commandWords(command) {
    return command.split(/[\s;&|()"'`<>=[\],{}]+/).filter((word) => word !== '');
}
/**
 * The names that a command mentions, as programs or as anything else: the last part of each word's path, also without a
 * version at its end (`/usr/bin/gcc-12`: `gcc-12`, `gcc`).
 */
function commandNames(command) {
    const names = commandWords(command).map((word) => (0,posix_path/* baseName */.Fl)(word));
    return new Set([...names, ...names.map((name) => name.replace(/-?\d[\d.]*$/, ''))]);
}

;// CONCATENATED MODULE: ./lib/findings/development/shell-commands.js


/**
 * What a shell does by itself, and programs that work on files, texts, accounts, processes, addresses and databases:
 * whatever their arguments are called, they run nothing.
 */
const RUNS_NOTHING = new Set([
    ': . [ [[ (( { } alias break bg builtin case cd command continue declare disown done echo esac exit export false fg fi',
    'for function getopts hash in jobs kill let local mapfile popd printf pushd pwd read readarray readonly return select',
    'shift shopt source test times trap true type typeset ulimit umask unalias unset wait',
    'addgroup adduser awk base64 basename cat chgrp chmod chown cksum cmp column comm cp cpio curl cut date dd df diff dig',
    'dirname du egrep envsubst expand expr fgrep file find fold gawk getent getopt grep groupadd groupmod gunzip gzip head',
    'hexdump host hostname iconv id install ip jq join ln locale logger ls lsof mariadb mariadb-admin mawk md5sum mkdir mkfifo',
    'mktemp mongo mongosh more mount mv mysql mysqladmin nc ncat netstat nl nproc nslookup od openssl passwd paste patch',
    'pg_isready pgrep ping pkill ps psql readlink realpath redis-cli rev rm rmdir rsync sed seq sha1sum sha256sum sha512sum',
    'shuf sleep sort split sqlite3 ss stat stty sync sysctl tac tail tar tee touch tput tr truncate tty umount uname uniq',
    'unlink unzip update-ca-certificates useradd userdel usermod wc wget which who whoami xxd xz yes yq zcat zip',
].flatMap((names) => names.split(' ')));
/** Hand their arguments, each a command in quotes, to a shell. */
const TAKES_COMMANDS = /^(?:eval|concurrently|npm-run-all|run-[sp])$/;
const FUNCTION = /^[^\S\n]*(?:function[^\S\n]+[\w:.-]+[^\S\n]*(?:\(\))?|[\w:.-]+[^\S\n]*\(\))[^\S\n]*\{?/gm;
/** `web|worker)`, at the start of a line, in `case "$1" in web)`, and behind `;;`. */
const CASE = /(^|\bin\s|;;)[^\S\n]*\(?["'\w*?.:@+/[\]!-]+(?:[^\S\n]*\|[^\S\n]*["'\w*?.:@+/[\]!-]+)*\)/gm;
/** Innermost alone: of several in each other that one runs something, the others take what it prints. */
const SUBSTITUTED = /\$\((?!\()([^()]*)\)|`([^`]*)`/g;
const BACKGROUND = /(?<![&<>])&(?![&>])/g;
const VARIABLE = /\$(?:\{[^{}]*\}|\w+|[@*#?!])/g;
const REDIRECTED = /\d*(?:>>?|<)&?[^\S\n]*[^\s;|&]*/g;
/**
 * The commands by which a shell script runs programs, each with its arguments but without its messages, variables and
 * redirections: what is tested, printed or given a value may be called as anything. In whatever branch: it may come to it.
 */
function commandsRun(script) {
    const plain = script.replace(FUNCTION, '\n').replace(CASE, '$1\n');
    const substituted = [...script.matchAll(SUBSTITUTED)].map(([, one, other]) => one ?? other ?? '');
    return [plain, ...substituted]
        .flatMap((text) => shellCommands(text.replace(BACKGROUND, '\n')))
        .flatMap((words) => shell_commands_commandOf(words) ?? []);
}
function shell_commands_commandOf(words) {
    const [first = '', ...rest] = words;
    const program = (0,posix_path/* baseName */.Fl)(first.replace(/^["'`$({]+|["'`)};]+$/g, ''));
    if (RUNS_NOTHING.has(first) || RUNS_NOTHING.has(program))
        return null;
    const takes = (word, before = '') => !/^\$?["'].*\s/s.test(word) || before.startsWith('-') || TAKES_COMMANDS.test(program);
    const kept = [first, ...rest.filter((word, at) => takes(word, words[at]))];
    const command = kept.join(' ').replace(VARIABLE, '').replace(REDIRECTED, ' ').trim();
    // Brackets, and what the script was given itself.
    return /\w/.test(command) ? command : null;
}

;// CONCATENATED MODULE: ./lib/findings/development/start-scripts.js


/** Scripts of one name, or in one directory, that are looked at. */
const MOST_ALIKE = 50;
/** A script's name says that it is one; others are found by a path, or where programs lie. */
const ENDING = /\.(?:ba)?sh$/;
/** What is run as a whole: `/docker-entrypoint.d`, `/docker-entrypoint.d/*`, `/app/hooks/*.sh`. */
const ALL_OF = /^(\/.+\.d)(?:\/\*?)?$|^(\/.+)\/\*\.(?:ba)?sh$/;
/** What a path begins with where it is not known in which directory: `./`, `../`, `$HOME/`. */
const SOMEWHERE = /^(?:(?:\.{1,2}|\$\w*)\/)+/;
/** Nobody knows in which directory a command runs, nor where links lead: what may be meant counts. */
function startScripts({ records, shown, names: { paths } }) {
    const byName = new Map();
    const byDirectory = new Map();
    for (const [id, { dependencies }] of records) {
        if (dependencies?.kind !== 'start-script')
            continue;
        const path = paths.path(id);
        start_scripts_addTo(byName, (0,posix_path/* baseName */.Fl)(path), [path, dependencies.text]);
        start_scripts_addTo(byDirectory, (0,posix_path/* parentOf */.gN)(path), [path, dependencies.text]);
    }
    const mayBeElsewhere = (path) => {
        const present = shown.present[paths.find(path) ?? -1] ?? 0;
        return present !== PRESENT.file && present !== PRESENT.directory;
    };
    return (word) => {
        const [, whole, part] = ALL_OF.exec(word) ?? [];
        const directory = whole ?? part;
        if (directory !== undefined)
            return byDirectory.get(directory) ?? [];
        const alike = byName.get((0,posix_path/* baseName */.Fl)(word)) ?? [];
        if (alike.length === 0)
            return [];
        if (!word.includes('/'))
            return ENDING.test(word) ? alike : alike.filter(([path]) => isProgram(path));
        if (word.startsWith('/')) {
            const same = alike.filter(([path]) => path === word);
            return same.length === 0 && mayBeElsewhere(word) ? alike : same;
        }
        const end = `/${word.replace(SOMEWHERE, '')}`;
        return alike.filter(([path]) => path.endsWith(end));
    };
}
function start_scripts_addTo(scripts, key, script) {
    const all = scripts.get(key);
    if (all === undefined)
        scripts.set(key, [script]);
    else if (all.length < MOST_ALIKE)
        all.push(script);
}
/** Whether it is found by its name alone (PATH). */
function isProgram(path) {
    return /\/s?bin\/[^/]+$/.test(path);
}

;// CONCATENATED MODULE: ./lib/findings/development/what-starts.js



const RUNNERS = ['npm', 'pnpm', 'yarn', 'bun', 'run-s', 'run-p', 'npm-run-all'];
/** Shell scripts that are followed; an image that starts more is not understood. */
const MOST_FOLLOWED = 100;
function whatStarts(image) {
    const { command, environment } = image.measurement;
    const options = (environment ?? []).filter((variable) => variable.startsWith('NODE_OPTIONS='));
    const first = [command ?? '', ...options].filter((text) => text !== '');
    const scripts = [];
    const bySelf = packageScripts(image);
    const [byScript, byShell] = [packageScripts(image), shellScripts(startScripts(image), scripts)];
    return {
        command: reached(first, bySelf).join('\n'),
        mayRun: reached(first, (text) => [...byScript(text), ...byShell(text)]).join('\n'),
        scripts,
    };
}
function reached(first, follow) {
    const texts = [...first];
    // Those that are found are looked through in their turn.
    for (const text of texts)
        for (const found of follow(text))
            texts.push(found);
    return texts;
}
/** npm docs, scripts: `start` runs `prestart` and `poststart` as well. */
function packageScripts({ records }) {
    const byName = new Map();
    for (const { dependencies } of records.values()) {
        if (dependencies?.kind !== 'node-manifest')
            continue;
        for (const [name, text] of dependencies.scripts) {
            const texts = byName.get(name);
            if (texts === undefined)
                byName.set(name, [text]);
            else
                texts.push(text);
        }
    }
    const seen = new Set();
    return (text) => {
        if (byName.size === 0)
            return [];
        const named = commandNames(text);
        if (!RUNNERS.some((runner) => named.has(runner)))
            return [];
        return [...new Set(commandWords(text))].flatMap((name) => {
            if (seen.has(name))
                return [];
            seen.add(name);
            return [name, `pre${name}`, `post${name}`].flatMap((called) => byName.get(called) ?? []);
        });
    };
}
/** What the scripts run that a text names, and those that they name. Each script is added to `scripts` once. */
function shellScripts(find, scripts) {
    const seen = new Set();
    return (text) => {
        const open = [text];
        for (const one of open) {
            for (const word of new Set(commandWords(one))) {
                for (const [path, script] of find(word)) {
                    if (seen.has(path) || seen.size > MOST_FOLLOWED)
                        continue;
                    seen.add(path);
                    const isRead = script !== null && seen.size <= MOST_FOLLOWED;
                    scripts.push(isRead ? script : null);
                    if (isRead)
                        open.push(script);
                }
            }
        }
        return open.slice(1).flatMap(commandsRun);
    };
}

;// CONCATENATED MODULE: ./lib/findings/nearest-directory.js



/** In place of a directory: there is none. */
const NONE = -1;
/**
 * Looks for the nearest directory with or without files. What was found from a directory is kept: of thousands of
 * directories, however deep, each is looked into once for the same files.
 */
function createNearest({ shown, names: { paths } }) {
    const found = new Map();
    function hasOne(directory, files) {
        return files.some((file) => {
            let at = directory;
            for (const name of file.split('/'))
                at = at === null ? null : paths.known(at, name);
            return shown.present[at ?? NONE] === PRESENT.file;
        });
    }
    function nearest(directory, files, has) {
        const key = `${has} ${files.join('/')}`;
        const known = found.get(key) ?? new Map();
        found.set(key, known);
        const passed = [];
        let result;
        for (let at = directory; result === undefined; at = paths.parent(at)) {
            result = known.get(at);
            if (result !== undefined)
                break;
            passed.push(at);
            if (hasOne(at, files) === has)
                result = at;
            else if (at === path_table/* ROOT */.Dl)
                result = NONE;
        }
        for (const at of passed)
            known.set(at, result);
        return result;
    }
    return (directory, files, has) => {
        const start = lowestKnown(directory);
        const result = nearest(start.path, files, has);
        if (result === NONE)
            return null;
        // A path is part of each path below it, as it is shown.
        let text = start.text;
        for (let at = start.path; at !== result; at = paths.parent(at))
            text = (0,posix_path/* parentOf */.gN)(text);
        return text;
    };
    /** The directory, or the lowest above it that can be found: names that are not UTF-8 cannot. */
    function lowestKnown(directory) {
        for (let text = directory;; text = (0,posix_path/* parentOf */.gN)(text)) {
            const path = paths.find(text);
            if (path !== null)
                return { text, path };
        }
    }
}

;// CONCATENATED MODULE: ./lib/findings/shown-files.js






/** What the finished image shows, for rules that need more than one path. */
function imageFiles(image) {
    const { shown, names, records, measurement } = image;
    const presentAs = (path) => shown.present[names.paths.find(path) ?? -1] ?? 0;
    return {
        hasFile: (path) => presentAs(path) === PRESENT.file,
        hasDirectory: (path) => presentAs(path) === PRESENT.directory,
        packages: [...records.values()].flatMap(({ packages }) => packages),
        ...whatStarts(image),
        locales: localesOf(measurement.environment ?? []),
        nearest: createNearest({ shown, names }),
    };
}
/** The regular files of an image's layers, of those that `choose` names, which hold bytes and which the finished image shows. */
function* shownFiles({ layers }, originOf, choose = () => true) {
    for (const [layer, view] of layers.entries()) {
        if (!choose(view))
            continue;
        const { files } = view.contents;
        for (let entry = 0; entry < files.count; entry++) {
            const bytes = (0,layer_files/* sizeOf */.$d)(files, entry);
            // What was replaced is seen where a hard link still leads to it.
            const kind = files.kinds[entry];
            if ((kind !== layer_files/* KIND */.Nd.file && kind !== layer_files/* KIND */.Nd.replaced) || view.hiddenBy[entry] !== 0 || bytes === 0)
                continue;
            const path = shownPath(view, entry);
            const origin = originOf(path, layer);
            const { owner } = (layers[origin] ?? view).layer;
            yield { view, layer, entry, path, others: otherPaths(view, entry), bytes, origin, owner };
        }
    }
}
/**
 * What `say` says of a file by each of its paths; nothing where one of them is to stay, as the bytes stay with it. A path of
 * which `say` says null may go all the same where it `isSpare` for another reason.
 */
function saidOfAll({ path, others }, say, isSpare = () => false) {
    if (others.length === 0) {
        const about = say(path);
        return about === null ? shown_files_NOTHING : [about];
    }
    const said = [];
    for (const one of [path, ...others]) {
        const about = say(one);
        if (about !== null)
            said.push(about);
        else if (!isSpare(one))
            return [];
    }
    return said;
}
/** What is said of most files. */
const shown_files_NOTHING = [];
/** The first path of a file that is not `isSpare`: how to call it. */
function callingOf({ path, others }, isSpare) {
    return others.length === 0 ? path : ([path, ...others].find((one) => !isSpare(one)) ?? path);
}
function isOwn({ origin }) {
    return origin === 'own';
}
/** Whether one of the image's own RUNs made a layer. */
function isOwnRun(owner) {
    return isOwn(owner) && /^RUN\s/i.test(owner.text);
}
/** What the image's own RUNs run, of those among those that made `layers`, in their order. */
function runsOf(layers) {
    return layers.flatMap(({ layer: { owner } }) => (isOwnRun(owner) ? [owner.commands] : []));
}

;// CONCATENATED MODULE: ./lib/findings/context/context-copy.js




/** Fetched from elsewhere (`#` of a Git reference and all), or written in the Dockerfile itself. */
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:\/\/|git@|<<)/i;
/** What ADD unpacks: what is in there no `.dockerignore` reaches. */
const ARCHIVE = /\.(?:tar(?:\.\w+)?|t[gbx]z2?|tzst|gz|bz2|xz|zst)$/i;
/** null where the layer is not that of a COPY or ADD from the build context alone. */
function contextCopyOf(owner) {
    if (!isOwn(owner) || !/^(?:COPY|ADD)\s/i.test(owner.text))
        return null;
    const { from, sources, target } = copyingOf(owner.text.replace(/\s# buildkit$/, ''));
    if (from !== null || sources.some((source) => ELSEWHERE.test(source)))
        return null;
    if (/^ADD\s/i.test(owner.text) && sources.some((source) => ARCHIVE.test(source)))
        return null;
    const places = sources.map((source) => source.replace(/^(?:\.?\/+)+|\/+$|^\.$/g, ''));
    const isRoot = (place) => /^(?:\.|\*+)?$/.test(place);
    return {
        isWhole: places.some(isRoot),
        names: (name) => (0,posix_path/* baseName */.Fl)(target) === name ||
            sources.some((source, at) => !isRoot(places[at] ?? '') && isCalled(source, (0,posix_path/* baseName */.Fl)(places[at] ?? ''), name)),
        ignore: (name) => {
            const [place = ''] = places;
            if (places.every(isRoot))
                return name;
            return places.length === 1 && !/[*?[$]/.test(place) ? `${place}/${name}` : `**/${name}`;
        },
    };
}
function isCalled(source, last, name) {
    // What a variable or a set of characters stands for is not known; a directory it may be.
    if (/[[$]/.test(last))
        return !source.endsWith('/');
    return pathPattern(`/${last}`)(`/${name}`);
}

;// CONCATENATED MODULE: ./lib/findings/context/installing.js


/** Installs all that a project asks for, without another word than flags: with one it installs but what that names. */
const INSTALL = {
    node: /(?<![\w.-])(?:npm\s+(?:ci|clean-install|install|i)|pnpm\s+(?:install|i)|bun\s+(?:install|i)|yarn(?:\s+install)?)(?=\s|$|[;&|)])(?=([^;&|)\n]*))/g,
    vendor: /(?<![\w.-])(?:composer(?:\.phar)?\s+(?:install|update)|go\s+mod\s+vendor)(?=\s|$|[;&|)])(?=([^;&|)\n]*))/g,
    venv: /(?<![\w.-])(?:uv\s+(?:sync|venv)|virtualenv|python[\d.]*\s+-m\s+venv|poetry\s+install|pipenv\s+(?:install|sync)|pdm\s+(?:install|sync))(?![\w.-])/g,
};
/** Flags whose value is a word of its own. */
const VALUED = /^(?:-C|-F|-w|--(?:cache|cache-folder|cwd|dir|filter|loglevel|modules-folder|mutex|network-timeout|prefix|registry|store-dir|workspace|working-dir))$/;
/** Whether an instruction makes a whole directory of this kind: it installs all that the project asks for, or copies it. */
function installsAll(text, kind) {
    if (/^COPY\s/i.test(text)) {
        const { from, sources } = copyingOf(text);
        // A part of it is not the whole.
        return from !== null && !sources.some((source) => /(?:^|\/)(?:node_modules|vendor)\/+[^/*]/.test(source));
    }
    if (!/^RUN\s/i.test(text))
        return false;
    const line = text.replace(/^RUN\s+(?:--\S+\s+)*/i, '');
    const command = line.startsWith('[') ? line.replace(/[[\]",]+/g, ' ') : line;
    return [...command.matchAll(INSTALL[kind])].some(([, rest = '']) => kind === 'venv' || isFlags(rest));
}
function isFlags(rest) {
    const words = rest.split(/\s+/).filter((word) => word !== '' && !/^\d?>/.test(word) && word !== '\\');
    return words.every((word, at) => {
        if (/^(?:-g|--global)$/.test(word))
            return false;
        return word.startsWith('-') || VALUED.test(words[at - 1] ?? '');
    });
}
/** What may stand before the program of a command. */
const installing_RUNNERS = /^(?:(?:\/usr)?\/bin\/(?:ba|da|a)?sh|(?:ba|da|a)?sh|-[a-z]+|--|exec|env|tini|dumb-init|\w+=.*)$/;
/** Programs that run with the packages of the interpreter that they were installed for, and look for no environment. */
const PYTHON = /^(?:python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|flask|fastapi|celery|streamlit|django-admin|alembic)$/;
/** Programs that look for an environment by themselves. */
const FINDS_IT = /^(?:uvx?|poetry|pipenv|pdm|hatch|rye|pixi|tox|nox|activate)$/;
/**
 * Whether a virtual environment of this name may be used: by what the command says, or by one of the texts. A command that
 * is not known to run Python may look for it, as `uv run` does, or be a script that names it.
 */
function usesEnvironment(name, command, texts) {
    const words = commandWords(command);
    const program = words.find((word) => !installing_RUNNERS.test(word.slice(word.startsWith('/sbin/') ? 6 : 0)));
    if (program === undefined || !PYTHON.test(program.replace(/^(?:\/usr)?(?:\/local)?\/bin\//, '')))
        return true;
    if (words.some((word) => /\.(?:ba)?sh$/.test(word) || FINDS_IT.test(word)))
        return true;
    // What stands in a heredoc is not known.
    return [command, ...texts].some((text) => mentions(text, name) || /^RUN\s.*<</is.test(text));
}
/** Whether a text has a name as a path's part or a word. */
function mentions(text, name) {
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw `\$&`);
    return new RegExp(`(?:^|[^\\w.-])${literal}(?![\\w.-])`).test(text);
}

;// CONCATENATED MODULE: ./lib/findings/context/copied-trees.js





/** What installers write into `node_modules`: whoever has it there has installed on the machine that builds. */
const INSTALLED = /^(?:\.package-lock\.json|\.yarn-integrity|\.yarn-state\.yml|\.modules\.yaml)$/;
const NODE_MODULES = 'node_modules';
const VENDOR = 'vendor';
/** Python's mark of a virtual environment (PEP 405). */
const VIRTUAL = 'pyvenv.cfg';
const LATER = 'a later instruction makes it anew';
const EARLIER = 'an earlier instruction makes it';
const copied_trees_ELSEWHERE = 'what the image runs has its packages elsewhere';
/** In `within`: below the top, and in no tree. */
const NO_TREE = 0xffffffff;
/**
 * Looks for `node_modules`, `vendor` and virtual environments in the layer of a COPY from the build context, whose files all
 * lie below `top`. That the image can do without one tells another instruction that installs the same; a later `npm
 * install` that finds them complete needs them, and would else write as many bytes itself.
 */
function copiedTrees(image, layer, top) {
    const { layers, names } = image;
    const { paths } = names;
    const view = layers[layer];
    const environments = view === undefined ? new Set() : environmentsIn(view, paths);
    const within = treesBelow(top, environments, paths);
    const treeAt = (one, entry) => within[one?.contents.files.paths[entry] ?? path_table/* ROOT */.Dl] ?? path_table/* ROOT */.Dl;
    const isTree = (root) => root !== path_table/* ROOT */.Dl && root !== NO_TREE;
    const brought = view?.contents.files.paths.some((_, entry) => isTree(treeAt(view, entry))) === true;
    const others = brought ? othersIn(image, layer, (one, entry) => treeAt(one, entry)) : new Map();
    const wasInstalled = view !== undefined && hasName(view, paths, (name) => INSTALLED.test(name));
    const shown = new Map();
    let lower;
    let sites;
    function makersOf(root) {
        const kind = environments.has(root) ? 'venv' : paths.name(root) === VENDOR ? 'vendor' : 'node';
        return (others.get(root) ?? []).filter(({ view: { layer: made }, hasMark }) => (kind !== 'venv' || hasMark) && installsAll(made.owner.commands, kind));
    }
    function shownTree(root) {
        const makers = makersOf(root);
        const isEnvironment = environments.has(root);
        if (!isEnvironment && (paths.name(root) === VENDOR || !wasInstalled))
            return null;
        if (makers.some((maker) => maker.layer < layer))
            return { root, why: EARLIER };
        const isCopied = makers.some(({ view: { layer: made } }) => /^COPY\s/i.test(made.owner.text));
        if (isCopied)
            return { root, why: LATER };
        if (!isEnvironment || !isIdle(root, image, layer))
            return null;
        sites ??= sitesIn(image);
        return sites.some((site) => !(0,path_table/* isWithin */.UO)(site, root, paths)) ? { root, why: copied_trees_ELSEWHERE } : null;
    }
    return {
        treeOf(entry, isShown) {
            const root = treeAt(view, entry);
            if (!isTree(root))
                return null;
            if (!isShown) {
                const by = view?.hiddenBy[entry] ?? 0;
                const isMade = makersOf(root).some((maker) => maker.layer > layer && maker.layer < by);
                return isMade ? { root, why: LATER } : null;
            }
            let tree = shown.get(root);
            if (tree === undefined)
                shown.set(root, (tree = shownTree(root)));
            return tree;
        },
        replaced(entry, ledger) {
            lower ??= hiddenFiles(image, layer);
            const [below, file] = lower.get(view?.contents.files.paths[entry] ?? path_table/* ROOT */.Dl) ?? [0, -1];
            const files = layers[below]?.contents.files;
            return files === undefined || file < 0 || !ledger.isCounted(below, file) ? 0 : (0,layer_files/* sizeOf */.$d)(files, file);
        },
    };
}
function environmentsIn(view, paths) {
    const found = new Set();
    const { files } = view.contents;
    for (let entry = 0; entry < files.count; entry++) {
        const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
        if (files.kinds[entry] === layer_files/* KIND */.Nd.file && isNamed(path, VIRTUAL, paths))
            found.add(paths.parent(path));
    }
    return found;
}
/** Of each path the outermost tree below `top` that it is or lies in; {@link NO_TREE}, or ROOT where it is not below. */
function treesBelow(top, environments, paths) {
    const within = new Uint32Array(paths.count);
    const isTree = (path) => isNamed(path, NODE_MODULES, paths) || isNamed(path, VENDOR, paths) || environments.has(path);
    // A path has a greater number than its parent.
    for (let path = 1; path < within.length; path++) {
        const parent = paths.parent(path);
        const above = parent === top ? NO_TREE : (within[parent] ?? path_table/* ROOT */.Dl);
        within[path] = above === NO_TREE && isTree(path) ? path : above;
    }
    return within;
}
function isNamed(path, name, paths) {
    return paths.nameLength(path) === name.length && paths.name(path) === name;
}
function hasName({ contents: { files } }, paths, is) {
    return files.paths.some((path) => isNamed(paths.parent(path), NODE_MODULES, paths) && is(paths.name(path)));
}
/** By tree, the image's own layers that do not come of the build context and have files there. */
function othersIn({ layers, names: { paths } }, layer, treeAt) {
    const others = new Map();
    for (const [index, view] of layers.entries()) {
        const { owner } = view.layer;
        if (index === layer || !isOwn(owner) || contextCopyOf(owner) !== null)
            continue;
        const { files } = view.contents;
        const ofLayer = new Map();
        for (let entry = 0; entry < files.count; entry++) {
            if (files.kinds[entry] !== layer_files/* KIND */.Nd.file)
                continue;
            const root = treeAt(view, entry);
            if (root === path_table/* ROOT */.Dl || root === NO_TREE)
                continue;
            let other = ofLayer.get(root);
            if (other === undefined)
                ofLayer.set(root, (other = { layer: index, view, hasMark: false }));
            const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
            if (paths.parent(path) === root && isNamed(path, VIRTUAL, paths))
                other.hasMark = true;
        }
        for (const [root, other] of ofLayer)
            others.set(root, [...(others.get(root) ?? []), other]);
    }
    return others;
}
/** Files that the layer hides in the image's own layers below, by their paths. */
function hiddenFiles({ layers }, layer) {
    const hidden = new Map();
    for (const [below, { layer: { owner }, contents, hiddenBy, },] of layers.slice(0, layer).entries()) {
        if (!isOwn(owner))
            continue;
        hiddenBy.forEach((by, entry) => {
            if (by === layer + 1 && contents.files.kinds[entry] === layer_files/* KIND */.Nd.file) {
                hidden.set(contents.files.paths[entry] ?? path_table/* ROOT */.Dl, [below, entry]);
            }
        });
    }
    return hidden;
}
/** Whether a virtual environment is left alone by all that runs: nothing names it, or looks for one. */
function isIdle(root, { layers, names: { paths }, measurement }, layer) {
    const { command, environment } = measurement;
    const later = layers.slice(layer + 1).flatMap(({ layer: { owner } }) => (isOwn(owner) ? [owner.commands] : []));
    return !usesEnvironment(paths.name(root), command ?? '', [...(environment ?? []), ...later]);
}
/** Where an instruction installed Python packages. */
function sitesIn({ layers, names: { paths } }) {
    const within = new Uint32Array(paths.count);
    // A path has a greater number than its parent.
    for (let path = 1; path < within.length; path++) {
        const isSite = isNamed(path, 'site-packages', paths) || isNamed(path, 'dist-packages', paths);
        within[path] = isSite ? path : (within[paths.parent(path)] ?? path_table/* ROOT */.Dl);
    }
    const sites = new Set();
    for (const { layer, contents } of layers) {
        if (!isOwn(layer.owner) || contextCopyOf(layer.owner) !== null)
            continue;
        const { files } = contents;
        for (let entry = 0; entry < files.count; entry++) {
            if (files.kinds[entry] === layer_files/* KIND */.Nd.file)
                sites.add(within[files.paths[entry] ?? path_table/* ROOT */.Dl] ?? path_table/* ROOT */.Dl);
        }
    }
    sites.delete(path_table/* ROOT */.Dl);
    return [...sites];
}

;// CONCATENATED MODULE: ./lib/findings/kinds/application.js
/** Files that say that a directory is the top of somebody's project. */
const MANIFESTS = [
    ...['package.json', 'go.mod', 'Cargo.toml', 'composer.json', 'Gemfile', 'mix.exs'],
    ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'],
    ...['pyproject.toml', 'setup.py', 'requirements.txt', 'Pipfile', 'manage.py'],
];
/** Where distributions and installers put things (FHS 3.0, chapters 3 to 5), and where official images have their tools. */
const application_SYSTEM = /^\/(?:(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)|usr\/(?:share|include|games)|usr\/local\/(?:s?bin|lib(?:32|64|exec)?|share|include|etc|go|cargo|rustup|bundle)|etc|boot|dev|proc|sys|run|nix|snap|var\/(?:lib|cache|log|spool))(?:\/|$)/;
/** Other people's code, and what lies hidden. */
const DEPENDENCIES = /\/(?:node_modules|bower_components|site-packages|dist-packages|gems|vendor|deps|third_party|venv|\.[^/]*)(?:\/|$)/;
/** Where images usually have their program. */
const USUAL_PLACES = [
    ...['', '/app', '/usr/src/app', '/usr/app', '/home/node/app', '/home/node', '/home/bun/app', '/srv', '/srv/app'],
    ...['/opt/app', '/src', '/code', '/workspace', '/workspaces', '/build', '/var/www', '/var/www/html'],
];
/** Whether a directory may be part of the program that the image is made for, by its path alone. */
function isOwnCode(directory) {
    return !application_SYSTEM.test(directory) && !DEPENDENCIES.test(directory);
}
/** Whether a project begins in this directory. */
function isProject(directory, image) {
    return isOwnCode(directory) && image.nearest(directory, MANIFESTS, true) === directory;
}
/** Whether a program in one of the usual places has this directory or file. */
function hasInUsualPlace(path, image) {
    return USUAL_PLACES.some((place) => image.hasFile(`${place}/${path}`) || image.hasDirectory(`${place}/${path}`));
}

;// CONCATENATED MODULE: ./lib/findings/context-bloat.js












/** Not documentation: a program may serve it, and pyproject.toml and gemspecs name a README without which nothing is built. */
const NEVER_READ = [
    { name: /^\.(?:git|hg|svn)$/ },
    { name: /^\.(?:github|gitlab|circleci|vscode|idea|devcontainer)$/ },
    { name: /^Dockerfile(?:\..+)?$|\.Dockerfile$/i, ignore: '*Dockerfile*', mayBeData: true },
    { name: /^Containerfile(?:\..+)?$/i, ignore: '*Containerfile*', mayBeData: true },
    { name: /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/, ignore: '*compose*.y*ml', mayBeData: true },
    {
        name: /^(?:coverage|\.nyc_output|htmlcov)$/,
        // A package may be called so.
        with: [
            ...['index.html', 'lcov.info', 'lcov-report', 'coverage-final.json', 'coverage-summary.json', 'clover.xml'],
            ...['coverage.xml', 'cobertura-coverage.xml', '.resultset.json', '.last_run.json', 'processinfo'],
        ],
    },
    {
        name: /^\.(?:pytest_cache|mypy_cache|ruff_cache|tox|nox|gradle|turbo|parcel-cache|eslintcache|terraform|cache)$/,
    },
    { name: /^\.DS_Store$/ },
    { name: /\.log$/, ignore: '*.log', mayBeData: true },
];
/**
 * What a COPY of whole directories brought from the build context that the image cannot need: what no program reads, and
 * packages that another instruction installs. Never what an instruction, the command or a script that it starts names. Other
 * paths of a file may be waste for another reason by `kindAt`.
 */
function contextBloat(search) {
    const { image, ledger, allows, kindAt } = search;
    const { paths } = image.names;
    const heaps = createHeaps('context-bloat');
    const spared = [];
    for (const [layer, view] of image.layers.entries()) {
        const { owner } = view.layer;
        const copy = contextCopyOf(owner);
        if (copy === null)
            continue;
        const { files } = view.contents;
        const top = topOf(view, paths);
        const trees = copiedTrees(image, layer, top);
        const isUnread = unread(search, layer, copy, top);
        for (let entry = 0; entry < files.count; entry++) {
            const bytes = (0,layer_files/* sizeOf */.$d)(files, entry);
            if (files.kinds[entry] !== layer_files/* KIND */.Nd.file || bytes === 0)
                continue;
            const copied = view.hiddenBy[entry] === 0 ? { layer, entry, bytes } : rewritten(search, layer, entry);
            const isShown = copied !== null;
            const tree = trees.treeOf(entry, isShown);
            const bloatAt = (path) => {
                const isInTree = tree !== null && (0,path_table/* isWithin */.UO)(path, tree.root, paths);
                const found = isInTree ? bloatOf(tree, copy, top, paths) : isShown ? isUnread(path) : null;
                return found !== null && allows('context-bloat', () => paths.path(path)) ? found : null;
            };
            const others = isShown ? otherPaths(view, entry) : [];
            const isSpare = (path) => kindAt(path, owner) !== null;
            const [found] = saidOfAll({ path: shownPath(view, entry), others }, bloatAt, isSpare);
            if (found === undefined)
                continue;
            const { subject, pattern, why } = found;
            heaps.add({ subject, owner, pattern, why }, copied ?? { layer, entry, bytes }, paths.path(found.path));
            if (tree !== null && isShown)
                spared.push({ ...copied, bytes: trees.replaced(entry, ledger) });
        }
    }
    return heaps.finish(without(spared, ledger), ({ pattern, why, owner }) => {
        const place = atPlace(owner);
        return `${place} brings this from the build context, and ${why}. Add ${quote(pattern, 120)} to \`.dockerignore\`.`;
    });
}
/** The copy that the finished image shows of a file which a later layer wrote over again; null where it shows another. */
function rewritten({ image, originOf }, layer, entry) {
    const { layers, shown } = image;
    const { files } = layers[layer]?.contents ?? {};
    const path = files?.paths[entry] ?? path_table/* ROOT */.Dl;
    const last = (shown.layer[path] ?? 0) - 1;
    if (files === undefined || last < 0 || originOf(path, last) !== layer)
        return null;
    return { layer: last, entry: shown.entryOf(path), bytes: (0,layer_files/* sizeOf */.$d)(files, entry) };
}
function without(spared, ledger) {
    const known = new Map(spared.flatMap((one) => (one.bytes === 0 ? [] : [[`${one.layer} ${one.entry}`, one.bytes]])));
    return {
        pathOf: (layer, entry) => ledger.pathOf(layer, entry),
        count: (layer, entry, bytes = 0) => ledger.count(layer, entry, Math.max(0, bytes - (known.get(`${layer} ${entry}`) ?? 0))),
    };
}
function bloatOf({ root, why }, copy, top, paths) {
    const name = paths.name(root);
    if (copy.names(name))
        return null;
    const pattern = paths.parent(root) === top ? copy.ignore(name) : `**/${name}`;
    return { subject: name, pattern, why, path: root };
}
/** Tells of a shown file whether it lies in something at the top that no program reads. */
function unread({ image, files }, layer, copy, top) {
    const { paths } = image.names;
    const isOfProject = copy.isWhole || isProject(top === path_table/* ROOT */.Dl ? '' : paths.path(top), files);
    const texts = [...textsAfter(image, layer), ...files.scripts.flatMap((script) => script ?? [])];
    const readsGit = mayReadGit([...texts, ...runsOf(image.layers)]);
    const known = new Map();
    function look(path) {
        const name = paths.name(path);
        const rule = NEVER_READ.find((one) => one.name.test(name));
        if (rule === undefined || copy.names(name) || (rule.mayBeData === true && !isOfProject))
            return null;
        const place = paths.path(path);
        if (rule.with?.some((one) => files.hasFile(`${place}/${one}`) || files.hasDirectory(`${place}/${one}`)) === false)
            return null;
        if (texts.some((text) => mentions(text, name) || (rule.ignore !== undefined && text.includes(rule.ignore))))
            return null;
        if (name === '.git' && readsGit)
            return null;
        const subject = rule.ignore ?? name;
        return { subject, pattern: copy.ignore(subject), why: 'nothing in the image reads it', path };
    }
    return (file) => {
        let path = file;
        // Only at the top: what packages bring of the kind is theirs.
        while (path !== path_table/* ROOT */.Dl && paths.parent(path) !== top)
            path = paths.parent(path);
        if (path === path_table/* ROOT */.Dl)
            return null;
        let found = known.get(path);
        if (found === undefined)
            known.set(path, (found = look(path)));
        return found;
    };
}
/** What may name a file that a layer has: the command, variables, and what the image's own later instructions run. */
function textsAfter({ layers, measurement: { command, environment } }, layer) {
    return [command ?? '', ...(environment ?? []), ...runsOf(layers.slice(layer + 1))];
}
/** The directory that all files of a layer lie in. */
function topOf({ contents: { files } }, paths) {
    let top = null;
    for (let entry = 0; entry < files.count; entry++) {
        if (files.kinds[entry] !== layer_files/* KIND */.Nd.file && files.kinds[entry] !== layer_files/* KIND */.Nd.hardLink)
            continue;
        const parent = paths.parent(files.paths[entry] ?? path_table/* ROOT */.Dl);
        top = top === null ? parent : common(top, parent, paths);
    }
    return top ?? path_table/* ROOT */.Dl;
}
/** A path has a greater number than its parent. */
function common(one, other, paths) {
    let [low, high] = [one, other];
    while (low !== high) {
        if (low > high)
            low = paths.parent(low);
        else
            high = paths.parent(high);
    }
    return low;
}

;// CONCATENATED MODULE: ./lib/findings/advice/debug-advice.js



const GO_BUILD = /(?<=^(?:\S*\/)?go (?:-C \S+ )?)(?:build|install)\b/;
/** `go build -ldflags="-X a=b -s"` */
const GO_STRIPPED = /\s-ldflags(?=[\s=]).*?(?:[\s"'=])-s(?=[\s"']|$)/;
/** What to write for an instruction that ships these files, the largest first, with symbols and debug sections. */
function debugAdvice(owner, files) {
    return `Symbols and debug sections are shipped that nothing reads at run time. ${how(owner, files)}`;
}
/** What to write for one that ships files which hold debug information alone. */
function separateDebugAdvice(owner, files) {
    const [largest = '', ...others] = files.map((file) => (0,posix_path/* baseName */.Fl)(file));
    const holds = others.length === 0 ? 'holds' : 'and others like it hold';
    const what = `${quote(largest)} ${holds} debug information alone, which only a debugger reads.`;
    const bringer = bringerOf(owner);
    return bringer?.keyword === 'RUN'
        ? `${what} ${sentence(atEnd(bringer.commands, `rm ${upToThree(files.map(shellWord))}`))}, or keep them in an earlier stage.`
        : `${what} Leave such files out of what is copied.`;
}
function how(owner, files) {
    const { source } = owner;
    const bringer = bringerOf(owner);
    // A program that was copied was made by the instruction that provenance names.
    const compiled = compiling(source?.kind === 'instruction' ? source.commands : (bringer?.commands ?? ''));
    if (compiled !== null)
        return compiled;
    const names = upToThree(files.map((file) => shellWord((0,posix_path/* baseName */.Fl)(file))));
    const strip = (what) => quote(`strip ${what}`, LONGEST_COMMAND);
    if (bringer?.keyword !== 'COPY' && bringer?.keyword !== 'ADD') {
        return `Run ${strip(upToThree(files.map(shellWord)))} in the same \`RUN\`, or link with \`-s\`.`;
    }
    const { from, sources, target } = copyingOf(bringer.text);
    const image = imageCopied(from, source);
    if (image !== null) {
        return `They are ${quote(image)}’s: copy them into an earlier stage, run ${strip(names)} there, and copy from that.`;
    }
    if (bringer.keyword === 'ADD' && sources.some((one) => one.includes('://'))) {
        return `Fetch them in an earlier stage, run ${strip(names)} there, and \`COPY --from=\` the result.`;
    }
    const origins = files.map((file) => originOf(file, sources, target));
    const before = origins.every((one) => one !== null) ? upToThree(origins.map(shellWord)) : names;
    const where = from === null ? 'where they are built' : `in ${quote(source?.kind === 'instruction' ? source.stage : from)}`;
    return `Strip them before they are copied: ${strip(from === null ? names : before)} ${where}.`;
}
/** Where a file lay in the stage that it was copied from; null where the COPY does not tell. */
function originOf(file, sources, target) {
    const [source = '', ...others] = sources;
    if (others.length > 0 || /[*?[$]/.test(source) || !target.startsWith('/') || target.includes('$'))
        return null;
    const from = `/${source.replace(/^(?:\.?\/+)+|\/+$|^\.$/g, '')}`;
    const to = target.replace(/\/+$/, '');
    // A file; else a directory of which all that is in it goes into the target.
    if (file === target || (target.endsWith('/') && file === `${to}/${(0,posix_path/* baseName */.Fl)(from)}`))
        return from;
    return file.startsWith(`${to}/`) ? `${from === '/' ? '' : from}${file.slice(to.length)}` : null;
}
/** How the compiler itself is told, where the instruction runs one that is; null where it runs none. */
function compiling(text) {
    const go = commandsOf(text, ['go']).filter((command) => GO_BUILD.test(command) && !GO_STRIPPED.test(command));
    if (go.length > 0) {
        const [flagged] = go.filter((command) => /\s-ldflags\b/.test(command));
        return flagged === undefined
            ? `${sentence(withFlag(go, GO_BUILD, '-ldflags="-s -w"'))}.`
            : `Add \`-s -w\` to the \`-ldflags\` of ${quote(flagged, 40)}.`;
    }
    const cargo = commandsOf(text, ['cargo']);
    // What comes from a registry has a `Cargo.toml` of its own.
    const [installed] = cargo.filter((command) => /^cargo install\b(?!.*\s--path\b)/.test(command));
    if (installed !== undefined)
        return `Write ${quote(`CARGO_PROFILE_RELEASE_STRIP=true ${installed}`)}.`;
    if (cargo.some((command) => /\s(?:b|build|rustc|install|zigbuild)\b/.test(command))) {
        return 'Set `strip = true` for the release profile in `Cargo.toml`.';
    }
    const rustc = commandsOf(text, ['rustc']);
    return rustc.length > 0 ? `${sentence(withFlag(rustc, /^\S+/, '-C strip=symbols'))}.` : null;
}

;// CONCATENATED MODULE: ./lib/findings/published.js


/** Where packages of distributions put files: what others install goes to /usr/local and /opt (FHS 3.0, chapters 3 to 5). */
const OF_DISTRIBUTION = /^\/(?:bin|etc|lib\w*|sbin|usr\/(?!local\/|src\/)|var\/(?:cache|lib)\/)/;
/** Those of distributions, whose databases say of a layer that it installs some, whatever its instruction says. */
const DISTRIBUTIONS = ['deb', 'apk', 'rpm'];
/** Whether files of a layer are as their distribution's packages have them: by the path of each. */
function isOfDistribution({ layer, contents }) {
    const records = [...contents.packages.values()];
    const installs = records.some(({ packages: [first] }) => first !== undefined && DISTRIBUTIONS.includes(first.type)) ||
        instruction_text_commandOf(layer.owner.commands, INSTALLERS) !== null;
    return (path) => installs && OF_DISTRIBUTION.test(path);
}
/**
 * Whether a file is of a Python distribution as it was published. Its libraries are moved about in their files to find each
 * other, and not all of them can be stripped after that (auditwheel and patchelf).
 */
function isOfWheel(path, { commands, source }) {
    const made = source?.kind === 'instruction' ? source.commands : commands;
    return /\/(?:site|dist)-packages\//.test(path) && !made.includes('--no-binary');
}

;// CONCATENATED MODULE: ./lib/findings/debug-info.js






/** What `objcopy --only-keep-debug` is told to write, and where debuggers look for it (GDB manual, "Debugging Information in Separate Files"). */
const SEPARATE = /\.(?:debug|dbg)$|\/lib\/debug\//;
/**
 * Debug and symbol sections of programs and libraries that ship: what `strip` would take off. A file with several paths is
 * called by one that is no waste by `kindAt`.
 */
function debugInfo({ image, originOf, ledger, allows, kindAt }) {
    const { paths } = image.names;
    const heaps = createHeaps('debug-info');
    const ofDistribution = image.layers.map(isOfDistribution);
    for (const file of shownFiles(image, originOf, ({ contents }) => contents.debug.size > 0)) {
        const { view, layer, entry, origin, owner } = file;
        const { files, debug } = view.contents;
        const part = files.kinds[entry] === layer_files/* KIND */.Nd.file ? debug.get(files.paths[entry] ?? path_table/* ROOT */.Dl) : undefined;
        // Of a file that need not be there at all, that is said.
        if (part === undefined || !isOwn(owner) || ledger.isCounted(layer, entry))
            continue;
        const place = paths.path(callingOf(file, (one) => kindAt(one, owner) !== null));
        // What packages leave in is for their makers to strip.
        if (ofDistribution[origin]?.(place) === true || isOfWheel(place, owner))
            continue;
        const subject = SEPARATE.test(place) ? 'separate' : '';
        if (allows('debug-info', () => place))
            heaps.add({ subject, owner }, file, null, part);
    }
    return heaps.finish(ledger, ({ subject, owner }, found) => subject === '' ? debugAdvice(owner, found) : separateDebugAdvice(owner, found));
}

;// CONCATENATED MODULE: ./lib/findings/advice/plain-programs.js

/** What runs in a RUN and needs nothing that is there for building: no compiler of the base, no packages for development. */
const PLAIN_PROGRAMS = new Set([
    ...INSTALLERS,
    ...['dpkg', 'rpm', 'apt-key', 'apt-mark', 'add-apt-repository', 'update-ca-certificates', 'update-alternatives'],
    ...['useradd', 'userdel', 'usermod', 'adduser', 'deluser', 'groupadd', 'groupmod', 'addgroup', 'passwd', 'chpasswd'],
    ...['mkdir', 'chown', 'chgrp', 'chmod', 'rm', 'rmdir', 'mv', 'cp', 'ln', 'touch', 'install', 'setcap', 'mktemp'],
    ...['echo', 'printf', 'cat', 'sed', 'awk', 'grep', 'tee', 'find', 'xargs', 'sort', 'head', 'tail', 'cut', 'tr', 'ls'],
    ...['curl', 'wget', 'tar', 'unzip', 'gunzip', 'xz', 'gpg', 'sha256sum', 'sha512sum', 'openssl', 'git'],
    ...['cd', 'test', '[', '[[', 'true', 'false', ':', 'set', 'export', 'unset', 'exit', 'umask', 'fi', 'done', '}', ')'],
    ...[
        'pipefail',
        'enable',
        'locale-gen',
        'localedef',
        'ldconfig',
        'date',
        'sleep',
        'uname',
        'arch',
        'which',
        'command',
    ],
]);

;// CONCATENATED MODULE: ./lib/findings/advice/development-advice.js




const WAYS = {
    npm: {
        programs: ['npm'],
        other: otherThan('ci|clean-install|i|in|ins|inst|install|add'),
        without: (command) => `${command} --omit=dev`,
        install: 'npm ci --omit=dev',
        prune: 'npm prune --omit=dev',
    },
    pnpm: {
        programs: ['pnpm'],
        other: otherThan('i|install|ci'),
        without: (command) => `${command} --prod`,
        install: 'pnpm install --prod --frozen-lockfile',
        prune: 'pnpm prune --prod',
    },
    yarn: {
        programs: ['yarn', 'yarnpkg'],
        other: otherThan('install'),
        without: (command) => `${command} --production`,
        install: 'yarn install --production --frozen-lockfile',
        prune: 'yarn install --production --ignore-scripts --prefer-offline',
    },
    // `yarn install` of berry has no such option.
    'yarn-berry': {
        programs: ['yarn', 'yarnpkg'],
        other: otherThan('install'),
        without: () => 'yarn workspaces focus --all --production',
        install: 'yarn workspaces focus --all --production',
        prune: 'yarn workspaces focus --all --production',
    },
    composer: {
        programs: ['composer', 'composer.phar'],
        other: otherThan('i|install|update'),
        without: (command) => `${command} --no-dev`,
        install: 'composer install --no-dev',
        prune: 'composer install --no-dev',
    },
    pipenv: {
        programs: ['pipenv'],
        other: otherThan('install|sync'),
        without: (command) => {
            const plain = command.replace(/ (?:--dev|-d)(?= |$)/g, '');
            return plain.startsWith('pipenv install') && !plain.includes(' --deploy') ? `${plain} --deploy` : plain;
        },
        install: 'pipenv install --deploy',
        prune: 'pipenv uninstall --all-dev',
    },
    poetry: {
        programs: ['poetry'],
        other: otherThan('install|sync'),
        without: (command) => `${withoutGroups(command)} --only main`,
        install: 'poetry install --only main',
        prune: 'poetry sync --only main',
    },
    uv: {
        programs: ['uv'],
        other: otherThan('sync'),
        without: (command) => `${withoutGroups(command)} --no-dev`,
        install: 'uv sync --no-dev',
        prune: 'uv sync --no-dev',
    },
};
/** Options may stand before the command of a program. */
function otherThan(commands) {
    return new RegExp(`^\\S+ +(?:-\\S+ +)*(?!(?:${commands})(?: |$)|-)\\S`);
}
function withoutGroups(command) {
    return command.replace(/ --(?:all-groups|dev|(?:only-)?group[ =]\S+|with(?:out)?[ =]\S+|only[ =]\S+)(?= |$)/g, '');
}
/**
 * What to write in place of what brought packages that a lock file lists for development only; `later` are the RUN
 * instructions that come after it in the image's own stages.
 */
function developmentAdvice(owner, by, later) {
    const what = 'The lock file lists these packages for development only.';
    const { programs, other, without, install, prune } = WAYS[by];
    const bringer = bringerOf(owner);
    const command = bringer?.keyword === 'RUN'
        ? commandsOf(bringer.commands, programs, other).find((one) => !/\s(?:-g|--global|--location=global)\b/.test(one))
        : undefined;
    if (bringer === null || command === undefined) {
        return `${what} Copy a tree that was installed without them (\`${install}\`), or take them out before it is copied (\`${prune}\`).`;
    }
    const asWritten = quote(without(command), LONGEST_COMMAND);
    // Cut short it would lack what it is about.
    const instead = asWritten.endsWith('…`') ? quote(install) : asWritten;
    const own = commandLines(bringer.commands);
    const user = builderIn(own.slice(own.findIndex((words) => words.join(' ') === command) + 1));
    const userAfter = user ?? builderIn(later.flatMap(commandLines));
    const more = quote(isOneShellLine(bringer.commands) ? `&& ${prune}` : prune, LONGEST_COMMAND);
    if (userAfter === null)
        return `${what} Install without them: ${instead}.`;
    const staged = `or let an earlier stage do both, and the last one install with ${instead}`;
    return user === null
        ? `${what} ${quote(userAfter, 40)} may need them: do it in the same \`RUN\`, and end that with ${more}, ${staged}.`
        : `${what} ${quote(user, 40)} may need them: add ${more} after it in the same \`RUN\`, ${staged}.`;
}
/** Commands of package managers that run something which is installed, or a script that does. */
const RUNS = /^(?:run|run-script|exec|x|test|t|start|build)$/;
/** Those of managers that also run a script by its name alone. */
const OWN_COMMANDS = /^(?:i|ci|install|add|remove|config|set|cache|store|global|fetch|import|prune|link|dedupe|audit|list|why|version|info|pm|plugin|approve-builds|setup|rebuild|dump-autoload|dumpautoload|require|update|clear-cache|check|validate)$/;
const MANAGERS = new Map([
    ...['npm', 'poetry', 'uv', 'pipenv', 'pdm'].map((name) => [name, 'by run']),
    ...['pnpm', 'yarn', 'yarnpkg', 'bun', 'composer', 'composer.phar'].map((name) => [name, 'by name']),
    ...['pip', 'pip3', 'gem', 'bundle', 'corepack', 'pecl', 'docker-php-ext-install'].map((name) => [name, 'never']),
]);
/** The first of these commands that may need packages for development; null where none may. One that nobody knows may. */
function builderIn(commands) {
    const found = commands.find(([first = '', ...words]) => {
        const program = (0,posix_path/* baseName */.Fl)(first);
        const command = words.find((word) => !word.startsWith('-'));
        const manager = MANAGERS.get(program);
        if (manager === undefined)
            return !PLAIN_PROGRAMS.has(program);
        if (manager === 'never' || command === undefined)
            return false;
        return manager === 'by run' ? RUNS.test(command) : !OWN_COMMANDS.test(command);
    });
    return found?.join(' ') ?? null;
}

;// CONCATENATED MODULE: ./lib/findings/kinds/directory-table.js

/** A rule as a table. Of several rows that fit a file the one whose directory begins nearer to the root counts, then the first. */
function tableRule(rule, rows, image) {
    const names = commandNames(image.mayRun);
    const isNamed = (tool) => typeof tool === 'string' ? names.has(tool) : [...names].some((name) => tool.test(name));
    const patterns = rows.filter(({ usedBy = [] }) => !usedBy.some(isNamed)).flatMap(patternsOf);
    const atTop = byFirst(patterns);
    const below = byFirst(patterns.filter(({ anchored }) => !anchored));
    const holds = createConditions(image);
    return (directory) => {
        const matches = matchesIn(directory);
        return matches.length === 0 ? null : (name) => matches.find(({ row }) => takes(row, name))?.kind ?? null;
    };
    /** In their order, up to one that takes all names. */
    function matchesIn(directory) {
        const segments = directory.split('/');
        const matches = [];
        for (let start = 1; start < segments.length; start++) {
            for (const pattern of (start === 1 ? atTop : below).get(segments[start] ?? '') ?? []) {
                const found = match(rule, pattern, segments, start, holds);
                if (found === null)
                    continue;
                matches.push(found);
                if (found.row.only === undefined && found.row.except === undefined)
                    return matches;
            }
        }
        return matches;
    }
}
/** What the first rule that knows the file says of it. */
function firstKind(rules, name) {
    for (const rule of rules) {
        const kind = rule(name);
        if (kind !== null)
            return kind;
    }
    return null;
}
function takes({ only, except }, name) {
    return only?.test(name) !== false && except?.test(name) !== true;
}
function match(rule, { row, rest }, segments, start, holds) {
    const end = start + 1 + rest.length;
    if (end > segments.length || (row.direct === true && end !== segments.length))
        return null;
    if (!rest.every((wanted, at) => fits(wanted, segments[start + 1 + at] ?? '')))
        return null;
    if (row.outside?.test(segments.slice(end).join('/')) === true)
        return null;
    const length = end - (row.up ?? 0);
    if (!holds(row, segments, length))
        return null;
    const { name, keep } = row;
    const root = segments.slice(0, length).join('/');
    return { row, kind: keep === undefined ? { rule, name, root } : { rule, name, root, keep } };
}
/** Keeps the answers that hold of the next directory too, for what they have in common. */
function createConditions(image) {
    let last = [];
    /** By the root's length. */
    const answers = [];
    return (row, segments, length) => {
        if (row.where === undefined)
            return true;
        if (segments !== last) {
            const shared = segments.findIndex((segment, at) => segment !== last[at]);
            answers.length = Math.min(answers.length, (shared < 0 ? segments.length : shared) + 1);
            last = segments;
        }
        const ofRoot = (answers[length] ??= new Map());
        const known = ofRoot.get(row) ?? row.where(segments.slice(0, length).join('/'), image);
        ofRoot.set(row, known);
        return known;
    };
}
function fits(wanted, segment) {
    return typeof wanted === 'string' ? wanted === segment : wanted.test(segment);
}
function patternsOf(row) {
    return spellings(row.at).map((at) => {
        const anchored = at.startsWith('/');
        const [first = '', ...rest] = at.split('/').slice(anchored ? 1 : 0);
        return { row, anchored, first, rest: rest.map(segmentPattern) };
    });
}
/** So that a directory is compared with few of the rows. */
function byFirst(patterns) {
    const found = new Map();
    for (const pattern of patterns)
        found.set(pattern.first, [...(found.get(pattern.first) ?? []), pattern]);
    return found;
}
function spellings(at) {
    return /^\/usr\/(?:bin|sbin|lib\d*)(?:\/|$)/.test(at) ? [at, at.slice('/usr'.length)] : [at];
}
function segmentPattern(segment) {
    if (!segment.includes('*'))
        return segment;
    const literal = segment.split('*').map((part) => part.replace(/[.+]/g, String.raw `\$&`));
    return new RegExp(`^${literal.join('.*')}$`, 's');
}

;// CONCATENATED MODULE: ./lib/findings/kinds/dotnet.js


/** Whether the image may run the .NET SDK: `dotnet app.dll` needs the runtime alone. */
function runsDotnetSdk({ mayRun }) {
    return /\bdotnet["',\s]+(?:run|watch|test|build|publish|msbuild|restore|ef|tool|fsi|script|new|pack)\b/.test(mayRun);
}
/**
 * Whether the command runs a .NET program that has all it needs beside it: one that lies there with its settings, and none
 * for developers, which lead to the packages that NuGet unpacked (`*.runtimeconfig.dev.json`).
 */
function runsPublishedDotnet(image) {
    if (runsDotnetSdk(image) || /nuget|probing/i.test(image.mayRun))
        return false;
    const words = commandWords(image.command);
    return words.some((word, at) => {
        if (!word.endsWith('.dll') || !/(?:^|\/)dotnet$/.test(words[at - 1] ?? ''))
            return false;
        const stem = word.slice(0, -'.dll'.length).replace(/^\.\//, '');
        const has = (file) => (file.startsWith('/') ? image.hasFile(file) : hasInUsualPlace(file, image));
        return has(`${stem}.dll`) && has(`${stem}.runtimeconfig.json`) && !has(`${stem}.runtimeconfig.dev.json`);
    });
}

;// CONCATENATED MODULE: ./lib/findings/kinds/compiled-sources.js





/** Commands that run TypeScript itself, or that watch sources. */
const RUNS_TYPESCRIPT = [
    ...['ts-node', 'ts-node-esm', 'ts-node-dev', 'ts-node-script', 'tsnd', 'tsx', 'tsc', 'tsc-watch', 'tsup', 'esno'],
    ...['bun', 'bunx', 'deno', 'vite', 'vite-node', 'nodemon', 'swc-node', 'jiti', 'babel-node', 'dev', 'watch'],
    ...['start:dev', 'start:debug', 'storybook'],
];
const RUNS_RUST = ['cargo', 'rustc', 'bacon', 'trunk', 'make'];
const RUNS_JVM = [
    'mvn',
    'mvnw',
    'mvnd',
    'gradle',
    'gradlew',
    'sbt',
    'ant',
    'lein',
    'kotlinc',
    'kotlin',
    'groovy',
    'make',
];
/** Programs that run others, or that are handed a script. */
const NOT_COMPILED = /^(?:[bd]?a?sh|zsh|ksh|env|exec|tini|dumb-init|gosu|su-exec|catatonit|runuser|sudo|nice|node|nodejs|npm|npx|yarn|pnpm|bun|deno|python[\d.]*|ruby[\d.]*|bundle|rails|puma|perl|php[\w.-]*|java|dotnet|gunicorn|uvicorn|supervisord|docker-entrypoint)$/;
const PATHS = [
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
    '/usr/local/sbin',
    '/usr/sbin',
    '/sbin',
    '/go/bin',
    '/root/go/bin',
    '/usr/local/cargo/bin',
    '/root/.cargo/bin',
];
/** Where compilers of TypeScript usually write. */
const OUTPUTS = ['dist', 'build', 'lib', 'out'];
/** What cargo makes on its way to a program. */
const CARGO_PARTS = ['deps', 'build', 'incremental', 'examples', '.fingerprint'];
const CARGO_TARGET = CARGO_PARTS.flatMap((part) => [
    { at: `target/*/${part}`, up: 2 },
    { at: `target/*/*/${part}`, up: 3 },
]).map((row) => ({
    ...row,
    name: 'Cargo’s build artefacts',
    // Programs may have been linked to these.
    except: /\.so(?:\.|$)/,
    where: (target, image) => image.hasFile(`${target.slice(0, -'/target'.length)}/Cargo.toml`),
    usedBy: RUNS_RUST,
}));
/** What CMake's build systems compile into, in each directory of a build; its programs lie beside it. */
const CMAKE_FILES = {
    at: 'CMakeFiles',
    up: 1,
    name: 'CMake’s build artefacts',
    except: /\.so(?:\.|$)/,
    where: (directory, image) => image.nearest(directory, ['CMakeCache.txt'], true) !== null,
    usedBy: ['cmake', 'ctest', 'make', 'ninja'],
};
/** Sources, and what lies between them and the program, where the program itself is there and the command runs it. */
function compiledSources(image) {
    const names = commandNames(image.mayRun);
    const free = (tools) => !tools.some((tool) => names.has(tool));
    const rules = [
        ...(/\/(?:deps|build|examples)\//.test(image.mayRun) ? [] : [tableRule('sources', CARGO_TARGET, image)]),
        tableRule('sources', [CMAKE_FILES], image),
        ...(free(RUNS_TYPESCRIPT) && !/\.[cm]?tsx?(?:["'\s]|$)/.test(image.mayRun) ? [typeScript(image)] : []),
        ...LANGUAGES.flatMap((language) => (free(language.tools) ? [ofProgram(image, language)] : [])),
        ...(free(RUNS_JVM) ? [jvm(image)] : []),
        ...(runsPublishedDotnet(image) ? [dotnet(image)] : []),
    ];
    return (directory) => {
        const found = rules.flatMap((rule) => rule(directory) ?? []);
        return found.length === 0 ? null : (name) => firstKind(found, name);
    };
}
/** A file below `src` whose JavaScript lies at the same place below one of the outputs. */
function typeScript(image) {
    return (directory) => {
        if (!/\/src(?:\/|$)/.test(directory) || !isOwnCode(directory))
            return null;
        const project = projectOf(directory, image);
        if (project === null)
            return null;
        const rest = directory.slice(`${project}/src`.length);
        const outputs = OUTPUTS.flatMap((output) => [`${project}/${output}${rest}`, `${project}/${output}/src${rest}`]);
        const present = outputs.filter((output) => image.hasDirectory(output));
        return present.length === 0 ? null : typeScriptByName(`${project}/src`, present, image);
    };
}
function typeScriptByName(root, outputs, image) {
    return (name) => {
        const stem = /^(.+?)(?<!\.d)\.[cm]?tsx?$/.exec(name)?.[1];
        if (stem === undefined)
            return null;
        const isCompiled = outputs.some((output) => ['.js', '.mjs', '.cjs', '.jsx'].some((extension) => image.hasFile(`${output}/${stem}${extension}`)));
        return isCompiled ? { rule: 'sources', name: 'TypeScript sources', root } : null;
    };
}
/** The directory with a `package.json` and the `src` that a directory is in. */
function projectOf(directory, image) {
    const segments = directory.split('/');
    const above = segments.flatMap((segment, at) => segment === 'src' && at > 0 ? [segments.slice(0, at).join('/')] : []);
    return above.find((project) => image.hasFile(`${project}/package.json`)) ?? null;
}
const LANGUAGES = [
    {
        name: 'Go sources',
        only: /\.go$/,
        manifests: ['go.mod'],
        tools: ['go', 'air', 'dlv', 'gopls', 'wgo', 'gow', 'reflex', 'CompileDaemon', 'mage', 'make'],
    },
    { name: 'Rust sources', only: /\.rs$/, manifests: ['Cargo.toml'], tools: RUNS_RUST },
    {
        name: 'C and C++ sources and object files',
        only: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inl|S|o|lo|a|la)$/,
        manifests: ['Makefile', 'makefile', 'GNUmakefile', 'CMakeLists.txt', 'meson.build', 'configure', 'configure.ac'],
        tools: ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'tcc', 'make', 'cmake', 'ctest', 'ninja', 'meson', 'gdb'],
    },
];
/** Sources of such a language, where the command runs a program that is no script. */
function ofProgram(image, { name, only, manifests }) {
    return (directory) => {
        // Modules that `go mod vendor` copied are sources like the others.
        const own = isOwnCode(directory.replace(/\/vendor(?:\/.*)?$/s, ''));
        return own
            ? lazily(only, () => {
                const root = image.nearest(directory, manifests, true);
                return root !== null && runsProgram(root, image) ? { rule: 'sources', name, root } : null;
            })
            : null;
    };
}
function jvm(image) {
    return (directory) => {
        if (!/\/src\//.test(directory) || !isOwnCode(directory))
            return null;
        return lazily(/\.(?:java|kts?|scala|groovy)$/, () => {
            const root = image.nearest(directory, ['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'], true);
            return root !== null && isJvmCompiled(root, image)
                ? { rule: 'sources', name: 'Java and Kotlin sources', root }
                : null;
        });
    };
}
/** What NuGet writes into `obj` says where a project begins: the project's own file may have any name. */
function dotnet(image) {
    return (directory) => {
        if (!isOwnCode(directory))
            return null;
        return lazily(/\.cs$/, () => {
            const root = image.nearest(directory, ['obj/project.assets.json'], true);
            return root === null ? null : { rule: 'sources', name: 'C# sources', root };
        });
    };
}
/** Asks what the directory has to do with it once, and only when a file has such a name. */
function lazily(only, find) {
    let kind;
    return (name) => {
        if (!only.test(name))
            return null;
        if (kind === undefined)
            kind = find();
        return kind;
    };
}
function isJvmCompiled(project, image) {
    const outputs = ['target/classes', 'build/classes', 'build/libs', 'build/install'];
    return (outputs.some((output) => image.hasDirectory(`${project}/${output}`)) ||
        commandWords(image.command).some((word) => word.endsWith('.jar') && isThere(word, project, image)));
}
function runsProgram(project, image) {
    return commandWords(image.command).some((word) => {
        const name = (0,posix_path/* baseName */.Fl)(word);
        if (word.startsWith('-') || name.includes('.') || NOT_COMPILED.test(name))
            return false;
        return isThere(word, project, image) || (name === word && PATHS.some((path) => image.hasFile(`${path}/${name}`)));
    });
}
/** A path of the command, from the root or from the project, where the command usually runs. */
function isThere(word, project, image) {
    return image.hasFile(word.startsWith('/') ? word : `${project}/${word.replace(/^\.\//, '')}`);
}

;// CONCATENATED MODULE: ./lib/findings/kinds/sources.js





const TEST_RUNNERS = [
    ...['test', 'tests', 'pytest', 'py.test', 'unittest', 'nose2', 'tox', 'nox', 'behave', 'jest', 'vitest', 'mocha'],
    ...['ava', 'tap', 'karma', 'jasmine', 'cypress', 'playwright', 'rspec', 'minitest', 'cucumber', 'phpunit', 'ctest'],
];
const VERSION_CONTROL = ['git', 'hg', 'svn', 'bzr'].map((program) => ({
    at: `.${program}`,
    name: 'version control data',
    usedBy: [program],
}));
const TOOLING = [
    ...['.github', '.gitlab', '.circleci', '.buildkite'].map((at) => ({ at, name: 'CI configuration' })),
    ...['.vscode', '.idea', '.fleet'].map((at) => ({ at, name: 'editor files' })),
    ...['.pytest_cache', '.mypy_cache', '.ruff_cache', '.nyc_output', '.tox', '.nox'].map((at) => ({
        at,
        name: 'what checks of the code left behind',
    })),
].map((row) => ({ ...row, where: (root) => isOwnCode((0,posix_path/* parentOf */.gN)(root)) }));
const TESTS = [
    ...['test', 'tests'].map((at) => tests(at, (root, image) => isProject((0,posix_path/* parentOf */.gN)(root), image))),
    ...['__tests__', '__mocks__', '__snapshots__'].map((at) => tests(at, isIn(['package.json']))),
    tests('testdata', isIn(['go.mod'])),
    // A specification may as well be what the program serves.
    tests('spec', (root, image) => isOwnCode((0,posix_path/* parentOf */.gN)(root)) && isSpecs(root, image)),
    tests('src/test', (root, image) => isJvm((0,posix_path/* parentOf */.gN)((0,posix_path/* parentOf */.gN)(root)), image)),
];
function tests(at, where) {
    return { at, name: 'tests', where };
}
const TOOLING_FILES = [
    {
        only: /^(?:\.gitlab-ci\.ya?ml|\.travis\.yml|\.drone\.yml|\.woodpecker\.ya?ml|\.?appveyor\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile)$/,
        name: 'CI configuration',
    },
    { only: /^(?:\.DS_Store|Thumbs\.db)$|\.sw[op]$/, name: 'editor files' },
];
const TEST_FILES = [
    { only: /\.(?:test|spec)\.[cm]?[jt]sx?$/, below: ['package.json'] },
    { only: /_test\.go$/, below: ['go.mod'] },
    { only: /_(?:spec|test)\.rb$/, below: ['Gemfile'] },
    // Helpers that are called so may be part of the program.
    {
        only: /^(?:test_(?!(?:utils?|helpers?|runner|settings)\.).+|.+_test|conftest)\.py$/,
        below: ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini', 'conftest.py'],
    },
].map((one) => ({ ...one, name: 'tests' }));
/**
 * What is there of a program besides the program: version control data anywhere; CI, editor and test files of the user's
 * own code; sources of what is there compiled. Other people's code keeps its tests: that is how it was published.
 */
function sources_sources(image) {
    const withTests = runsTests(image.mayRun) ? [] : TESTS;
    const table = tableRule('sources', [...VERSION_CONTROL, ...TOOLING, ...withTests], image);
    const files = namedFiles([...TOOLING_FILES, ...(withTests.length === 0 ? [] : TEST_FILES)], image);
    const compiled = compiledSources(image);
    return (directory) => {
        const rules = [table, files, compiled].flatMap((rule) => rule(directory) ?? []);
        return rules.length === 0 ? null : (name) => firstKind(rules, name);
    };
}
function namedFiles(rows, image) {
    return (directory) => {
        if (!isOwnCode(directory))
            return null;
        const roots = new Map();
        return (name) => {
            const row = rows.find(({ only }) => only.test(name));
            if (row === undefined)
                return null;
            let root = roots.get(row);
            if (root === undefined) {
                root = row.below === undefined ? directory : image.nearest(directory, row.below, true);
                roots.set(row, root);
            }
            return root === null ? null : { rule: 'sources', name: row.name, root };
        };
    };
}
/** Whether a command of an image runs tests, by the names in it. */
function runsTests(command) {
    const names = commandNames(command);
    return TEST_RUNNERS.some((name) => names.has(name)) || /(?:^|[\s"'/:])(?:tests?|spec|__tests__)\//.test(command);
}
function isIn(manifests) {
    return (root, image) => isOwnCode((0,posix_path/* parentOf */.gN)(root)) && image.nearest((0,posix_path/* parentOf */.gN)(root), manifests, true) !== null;
}
function isSpecs(root, image) {
    return ['spec_helper.rb', 'rails_helper.rb', 'support/jasmine.json'].some((file) => image.hasFile(`${root}/${file}`));
}
function isJvm(project, image) {
    if (!isOwnCode(project))
        return false;
    return ['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'].some((file) => image.hasFile(`${project}/${file}`));
}

;// CONCATENATED MODULE: ./lib/findings/development/is-for-development.js



/** Names that stages have in which somebody develops or tests. */
const STAGE = /^(?:dev|develop|development|devcontainer|debug|test|tests|testing|e2e|lint|ci)(?:$|[-_.])/i;
/** Scripts of projects, commands of frameworks, and flags that start what develops or tests: `start:dev`, `test:e2e`, `next dev`. */
const SCRIPT = /^(?:[\w.-]+:)*(?:dev|develop|development|watch|tests?|e2e|lint|storybook)(?:[:-][\w.:-]*)?$|^--(?:watch|reload|hot)$/;
/** Packages whose programs have other names than they. */
const PROGRAMS = new Map([
    ['typescript', ['tsc', 'tsserver']],
    ['ts-node-dev', ['tsnd']],
    ['webpack-cli', ['webpack', 'webpack-cli']],
    ['gulp-cli', ['gulp']],
    ['grunt-cli', ['grunt']],
    ['npm-run-all', ['run-s', 'run-p']],
    ['npm-run-all2', ['run-s', 'run-p']],
    ['@angular/cli', ['ng']],
    ['@babel/cli', ['babel']],
    ['@babel/node', ['babel-node']],
    ['@nestjs/cli', ['nest']],
    ['@swc/cli', ['swc']],
    ['@vue/cli-service', ['vue-cli-service']],
]);
const NODE = ['npm', 'pnpm', 'yarn', 'yarn-berry'];
/** What runs programs of others, and is there without the packages that have the same names. */
const is_for_development_RUNNERS = ['node', 'npm', 'npx', 'pnpm', 'yarn', 'bun', 'php', 'python', 'python3'];
/**
 * Whether an image is there to develop or to test with: so its stage is called, or what it starts (`text`) runs tests, a script
 * or server for development, or something of these packages. Without them it would not run.
 */
function isForDevelopment(target, text, spare) {
    if (STAGE.test(target))
        return true;
    const words = commandWords(text);
    if (runsTests(text) || words.some((word) => SCRIPT.test(word)))
        return true;
    const named = new Set([...commandNames(text), ...words.map(packageIn)]);
    for (const runner of is_for_development_RUNNERS)
        named.delete(runner);
    return spare.some((one) => programsOf(one).some((program) => named.has(program)));
}
/** The package that a word names a module of: `ts-node/register`, `node_modules/vite/bin/vite.js`. */
function packageIn(word) {
    const path = word.slice(word.lastIndexOf('node_modules/') < 0 ? 0 : word.lastIndexOf('node_modules/') + 13);
    return /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '';
}
/** What somebody would call to run something of it. */
function programsOf({ by, path, place }) {
    if (NODE.includes(by)) {
        const name = packageOf(place);
        return [name, ...(PROGRAMS.get(name) ?? [])];
    }
    // Distributions of Python list their programs among their files.
    return [path, place].map((one) => (0,posix_path/* baseName */.Fl)(one));
}
/** pnpm has `.pnpm/@scope+name@1.0.0_peer@2.0.0/node_modules/@scope/name`, or what is above its node_modules alone. */
function packageOf(place) {
    const inPnpm = /\/\.pnpm\/((?:@[^/+]+\+)?[^/@]+)@[^/]*$/.exec(place)?.[1];
    return inPnpm?.replace('+', '/') ?? packageIn(place);
}

;// CONCATENATED MODULE: ./lib/findings/development/dependency-files.js
/** The records of one kind, by their paths. */
function ofKind(files, kind) {
    return new Map([...files].filter((file) => file[1].kind === kind));
}

;// CONCATENATED MODULE: ./lib/findings/development/python-site.js


/** Directories that RECORD may lead out of its own: from `lib/python3.13/site-packages` to `bin` and `share`. */
const MOST_UP = 3;
function distributionsOf(files) {
    const records = ofKind(files, 'python-files');
    const sites = new Map();
    for (const [path, metadata] of ofKind(files, 'python-metadata')) {
        const directory = siteOf(path);
        const found = sites.get(directory) ?? new Map();
        sites.set(directory, found);
        const record = records.get(`${(0,posix_path/* parentOf */.gN)(path)}/RECORD`) ?? null;
        // Of one that is there twice nobody knows which is used.
        const needs = found.has(metadata.name) ? null : metadata.needs;
        found.set(metadata.name, { ...metadata, needs, files: record });
    }
    return [...sites].map(([directory, distributions]) => ({ directory, distributions }));
}
/** Metadata lies in a directory `NAME.dist-info`, in `NAME.egg-info`, which may be a file, or in an egg. */
function siteOf(path) {
    return path.replace(/(?:\/[^/]*\.egg\/EGG-INFO)?\/[^/]*$/, '').replace(/\/[^/]*\.(?:dist|egg)-info$/, '');
}
/**
 * Those of `candidates` that no other distribution of the site requires. Of one for which `isLocked` says that a lock file
 * has it, that has what its extras bring as well; of another no one knows which extras were asked for: each whose
 * requirements are all there.
 */
function notNeeded({ distributions }, candidates, isLocked) {
    const left = new Set(candidates);
    const open = [...distributions.values()].filter((one) => !left.has(one));
    for (let one = open.pop(); one !== undefined && left.size > 0; one = open.pop()) {
        const missing = missingExtras(one, distributions);
        for (const { name, extras } of one.needs ?? []) {
            if (extras.length > 0 && (isLocked(one) || extras.every((extra) => missing.has(extra))))
                continue;
            const needed = distributions.get(name);
            if (needed !== undefined && left.delete(needed))
                open.push(needed);
        }
    }
    return left;
}
/** Extras that something is missing of which they bring everywhere. */
function missingExtras({ needs }, distributions) {
    const missing = (needs ?? []).filter(({ name, isConditional }) => !isConditional && !distributions.has(name));
    return new Set(missing.flatMap(({ extras }) => extras));
}
/** Absolute; those alone that lie where an installer puts them. */
function filesOf({ directory }, { files }) {
    return (files?.files ?? []).flatMap(([own, names]) => {
        const place = resolved(directory, own);
        return place === null ? [] : names.map((name) => `${place}/${name}`);
    });
}
/** null where a path leads further up, or back and forth. */
function resolved(site, relative) {
    const parts = relative.split('/').filter((part) => part !== '' && part !== '.');
    let up = 0;
    while (parts[up] === '..')
        up++;
    const down = parts.slice(up);
    if (up > MOST_UP || down.includes('..') || (up > 0 && down.length === 0))
        return null;
    let at = site;
    for (let step = 0; step < up; step++) {
        if (at === '')
            return null;
        at = (0,posix_path/* parentOf */.gN)(at);
    }
    return [at, ...down].join('/');
}

;// CONCATENATED MODULE: ./lib/findings/development/python.js



/**
 * Files of Python distributions that a lock file in the image has for development only, at the version that is installed,
 * and that nothing else in the same directory requires.
 */
function spareOfPython(files) {
    const locks = ofKind(files, 'python-lock');
    if (locks.size === 0)
        return [];
    return distributionsOf(files).flatMap((site) => {
        const lock = lockOf(site, locks);
        return lock === null ? [] : spareIn(site, lock);
    });
}
function spareIn(site, lock) {
    const locked = idsOf(lock.production);
    const spare = idsOf(lock.development);
    const all = [...site.distributions.values()];
    const candidates = all.filter((one) => one.files !== null && spare.has(python_idOf(one)));
    // What a distribution needs that is not told may be any of them.
    if (candidates.length === 0 || all.some(({ needs }) => needs === null))
        return [];
    const left = notNeeded(site, candidates, (one) => locked.has(python_idOf(one)));
    const others = new Set(all.filter((one) => !left.has(one)).flatMap((one) => filesOf(site, one)));
    return [...left].flatMap((one) => filesOf(site, one)
        .filter((path) => !others.has(path))
        .map((path) => ({ by: lock.by, path, place: python_placeOf(site, path) })));
}
/**
 * The lock file that a directory of distributions was installed from: the one next above it or, where none is, the only one
 * in the image; and at least half of what it has for production is there at its version. null where that is not certain.
 */
function lockOf(site, locks) {
    const above = [...locks.keys()].filter((path) => site.directory.startsWith(`${(0,posix_path/* parentOf */.gN)(path)}/`));
    const depth = Math.max(...above.map((path) => (0,posix_path/* parentOf */.gN)(path).length));
    const chosen = above.length === 0 ? [...locks.keys()] : above.filter((path) => (0,posix_path/* parentOf */.gN)(path).length === depth);
    const [path] = chosen;
    const lock = path === undefined ? undefined : locks.get(path);
    if (lock === undefined || chosen.length !== 1)
        return null;
    const wanted = idsOf(lock.production);
    const found = [...site.distributions.values()].filter((one) => wanted.has(python_idOf(one))).length;
    const isAbove = above.length > 0 && (0,posix_path/* parentOf */.gN)(path ?? '') !== '';
    return (found > 0 || isAbove) && found * 2 >= wanted.size ? lock : null;
}
function idsOf(locked) {
    return new Set(locked.filter(({ version }) => version !== '').map(python_idOf));
}
function python_idOf({ name, version }) {
    return `${name} ${version}`;
}
/** The package that a file is in, or the file itself where it lies elsewhere. */
function python_placeOf({ directory }, path) {
    if (!path.startsWith(`${directory}/`))
        return path;
    const slash = path.indexOf('/', directory.length + 1);
    return slash < 0 ? path : path.slice(0, slash);
}

;// CONCATENATED MODULE: ./lib/findings/development/node-tree.js

/** How many names are looked up in a tree. The largest have some 100 000 of them, in a few directories each. */
const MOST_LOOKUPS = 10_000_000;
/** null where a manifest was not read as a whole, so that it is not known what it needs. */
function nodeTree(root, manifests) {
    const projects = new Map();
    const installed = new Map();
    for (const [path, manifest] of manifests) {
        if (!path.startsWith(`${root}/`))
            continue;
        if (manifest.needs === null)
            return null;
        const directory = (0,posix_path/* parentOf */.gN)(path);
        if (`${directory}/`.slice(root.length).includes('/node_modules/'))
            installed.set(directory, manifest);
        else
            projects.set(directory, manifest);
    }
    return { projects, installed };
}
/**
 * Those of `candidates`, directories right in a project's `node_modules`, that nothing else in the tree finds when it asks
 * for what it needs: no project, and no package that is not in one of them.
 * Source: Node.js, "Loading from node_modules folders".
 */
function node_tree_notNeeded({ projects, installed }, candidates) {
    const left = new Set(candidates);
    const within = new Map();
    const hosts = new Set();
    for (const directory of installed.keys()) {
        const top = node_tree_topOf(directory);
        const others = within.get(top);
        if (others === undefined)
            within.set(top, [directory]);
        else
            others.push(directory);
        hosts.add(directory.slice(0, directory.lastIndexOf('/node_modules/')));
    }
    const open = [...projects.keys(), ...[...installed.keys()].filter((directory) => !left.has(node_tree_topOf(directory)))];
    let lookups = 0;
    for (let directory = open.pop(); directory !== undefined && left.size > 0; directory = open.pop()) {
        const bases = placesToLook(directory).filter((base) => hosts.has(base));
        for (const name of (projects.get(directory) ?? installed.get(directory))?.needs ?? []) {
            lookups += bases.length;
            if (lookups > MOST_LOOKUPS)
                return new Set();
            const base = bases.find((one) => installed.has(`${one}/node_modules/${name}`));
            const top = base === undefined ? '' : node_tree_topOf(`${base}/node_modules/${name}`);
            if (left.delete(top))
                for (const one of within.get(top) ?? [])
                    open.push(one);
        }
    }
    return left;
}
/** The directory, right in the first `node_modules` of its path, that an installed package is or lies in. */
function node_tree_topOf(directory) {
    const start = directory.indexOf('/node_modules/') + '/node_modules/'.length;
    const slash = directory.indexOf('/', start);
    const end = directory[start] === '@' && slash >= 0 ? directory.indexOf('/', slash + 1) : slash;
    return end < 0 ? directory : directory.slice(0, end);
}
/** Itself and those above it, from the inside. */
function placesToLook(directory) {
    const places = [];
    for (let at = directory; at !== ''; at = (0,posix_path/* parentOf */.gN)(at))
        places.push(at);
    return [...places, ''];
}

;// CONCATENATED MODULE: ./lib/findings/development/yarn-graph.js
/**
 * What only development leads to in a lock file, as `name@version`: from the `devDependencies` of the projects, and not from
 * what else they ask for. What is asked for by a range that the lock file has not (`resolutions`) may be any version there.
 */
function spareInLock(lock, projects) {
    const finder = createFinder(lock);
    const { production, development } = lock.generation === 'berry' ? berryRoots(lock, projects) : classicRoots(projects);
    const needed = idsFrom(production, finder);
    return new Set([...idsFrom(development, finder)].filter((id) => !needed.has(id)));
}
function createFinder({ packages }) {
    const byAnswer = new Map();
    const byName = new Map();
    for (const one of packages) {
        for (const answer of one.answers) {
            byAnswer.set(answer, one);
            const name = nameOf(answer);
            const named = byName.get(name);
            if (named === undefined)
                byName.set(name, new Set([one]));
            else
                named.add(one);
        }
    }
    return {
        exact(ask) {
            const name = nameOf(ask);
            // Up to version 6 berry's lock files leave out whence where it is a registry.
            return byAnswer.get(ask) ?? byAnswer.get(`${name}@npm:${ask.slice(name.length + 1)}`);
        },
        named: (name) => byName.get(name) ?? [],
    };
}
function classicRoots(projects) {
    const manifests = [...projects.values()];
    return {
        production: manifests.flatMap(({ production }) => production),
        development: manifests.flatMap(({ development }) => development),
    };
}
/** The lock file has all that a project asks for, and its manifest which of that is for development; without it none is. */
function berryRoots({ packages }, projects) {
    const production = [];
    const development = [];
    for (const { workspace, asks } of packages) {
        if (workspace === null)
            continue;
        const manifest = projects.get(workspace);
        const needs = new Set(manifest?.needs ?? []);
        const spare = new Set((manifest?.development ?? []).map(nameOf).filter((name) => !needs.has(name)));
        for (const ask of asks)
            (spare.has(nameOf(ask)) ? development : production).push(ask);
    }
    return { production, development };
}
/** All that `roots` lead to, as `name@version`. */
function idsFrom(roots, { exact, named }) {
    const asked = new Set(roots);
    const found = new Set();
    const names = new Set();
    const add = (one) => {
        // A project is there anyway, and what it asks for is among the roots.
        if (one.workspace !== null || found.has(one))
            return;
        found.add(one);
        for (const ask of one.asks)
            asked.add(ask);
    };
    // A set is walked in order of insertion, also through what is put in on the way.
    for (const ask of asked) {
        const one = exact(ask);
        if (one !== undefined)
            add(one);
        else if (!names.has(nameOf(ask))) {
            names.add(nameOf(ask));
            for (const any of named(nameOf(ask)))
                add(any);
        }
    }
    return new Set([...found].map(({ name, version }) => `${name}@${version}`));
}
/** Of `name@range`; a name may begin with an `@`. */
function nameOf(ask) {
    const at = ask.indexOf('@', 1);
    return at < 0 ? ask : ask.slice(0, at);
}

;// CONCATENATED MODULE: ./lib/findings/development/yarn.js




/** Left in `node_modules` by others than Yarn, which then say themselves what is for development, or not. */
const OTHERS = ['.package-lock.json', '.modules.yaml', '.pnpm'];
const MODULES = '/node_modules/';
const STATE = '.yarn-state.yml';
const INTEGRITY = '.yarn-integrity';
/**
 * Packages that Yarn installed into `node_modules`, by its lock file and the manifests beside it: those that the lock file
 * has for development only, at the version that is installed, and that nothing else in the tree needs. `has` tells whether
 * the image shows something at a path.
 */
function spareOfYarn(files, has) {
    const manifests = ofKind(files, 'node-manifest');
    const integrity = ofKind(files, 'yarn-integrity');
    return [...ofKind(files, 'yarn-lock')].flatMap(([path, lock]) => {
        const root = (0,posix_path/* parentOf */.gN)(path);
        const modules = `${root}/node_modules`;
        if (OTHERS.some((name) => has(`${modules}/${name}`)) || !manifests.has(`${root}/package.json`))
            return [];
        const note = integrity.get(`${modules}/${INTEGRITY}`);
        const isInstalled = lock.generation === 'berry' ? has(`${modules}/${STATE}`) : note?.isProduction === false;
        const tree = isInstalled ? nodeTree(root, manifests) : null;
        if (tree === null)
            return [];
        const projects = lock.generation === 'berry' ? berryProjects(root, lock, tree) : classicProjects(root, lock, tree, note);
        if (projects === null)
            return [];
        const spare = spareInLock(lock, projects);
        const directories = [...projects.keys()]
            .map((project) => (project === '.' ? root : `${root}/${project}`))
            .filter((directory) => directory === root || !isOnItsOwn(directory, has));
        const candidates = listedIn(new Set(directories), tree, spare);
        const by = lock.generation === 'berry' ? 'yarn-berry' : 'yarn';
        return [...node_tree_notNeeded(tree, candidates)].map((directory) => ({ by, path: directory, place: directory }));
    });
}
/** What was installed for a project below by itself is not told by the lock file above. */
function isOnItsOwn(directory, has) {
    const marks = [...OTHERS, STATE, INTEGRITY].map((name) => `node_modules/${name}`);
    return ['yarn.lock', ...marks].some((name) => has(`${directory}/${name}`));
}
function berryProjects(root, { packages }, { projects }) {
    const found = packages.flatMap(({ workspace }) => {
        const directory = workspace === null || workspace === '.' ? root : `${root}/${workspace}`;
        const manifest = workspace === null ? undefined : projects.get(directory);
        return workspace === null || manifest === undefined ? [] : [[workspace, manifest]];
    });
    return new Map(found);
}
/** null where a project of the workspace is not in the image: the lock file does not tell what that one needs. */
function classicProjects(root, lock, { projects }, note) {
    const locked = new Set(lock.packages.flatMap(({ answers }) => answers));
    const missing = new Set((note?.asked ?? []).filter((ask) => !locked.has(ask) && !ask.includes('@link:')));
    const found = new Map();
    for (const [directory, manifest] of projects) {
        const isOne = missing.delete(`${manifest.name ?? ''}@${manifest.version ?? ''}`);
        if (isOne || directory === root)
            found.set(directory === root ? '.' : directory.slice(root.length + 1), manifest);
    }
    return missing.size === 0 ? found : null;
}
/** Right in the `node_modules` of these projects, by what a package is: it may be installed under another name. */
function listedIn(projects, { installed }, spare) {
    return [...installed].flatMap(([path, { name, version }]) => {
        const end = path.indexOf(MODULES);
        const isRight = projects.has(path.slice(0, end)) && path.lastIndexOf(MODULES) === end;
        return isRight && spare.has(`${name ?? ''}@${version ?? ''}`) ? [path] : [];
    });
}

;// CONCATENATED MODULE: ./lib/findings/development/spare.js


/** What the files that the finished image shows list for development only: each by itself, and lock files with what is beside them. */
function spareOf({ records, names: { paths }, shown }) {
    const alone = [...records.values()]
        .flatMap(({ development }) => development)
        .map((path) => ({ by: installerOf(path), path, place: path }));
    const isLock = ({ dependencies }) => dependencies?.kind === 'yarn-lock' || dependencies?.kind === 'python-lock';
    if (![...records.values()].some(isLock))
        return alone;
    const files = new Map();
    for (const [path, { dependencies }] of records)
        if (dependencies !== undefined)
            files.set(paths.path(path), dependencies);
    const has = (path) => (shown.present[paths.find(path) ?? -1] ?? 0) !== 0;
    return [...alone, ...spareOfYarn(files, has), ...spareOfPython(files)];
}
function installerOf(path) {
    if (!path.includes('/node_modules/'))
        return 'composer';
    return path.includes('/node_modules/.pnpm/') ? 'pnpm' : 'npm';
}

;// CONCATENATED MODULE: ./lib/findings/dev-dependencies.js






/**
 * Installed packages that the image's own lock files list for development only; none of an image that develops or tests. A
 * file of theirs may have other paths that are waste for another reason by `kindAt`: the store that it was linked from.
 */
function devDependencies({ image, files, originOf, ledger, allows, kindAt }) {
    const { paths } = image.names;
    const spare = spareOf(image);
    // What cannot be read may run any of them.
    if (spare.length === 0 || files.scripts.includes(null))
        return [];
    if (isForDevelopment(image.measurement.target, files.mayRun, spare))
        return [];
    /** Of each path the number, from 1 on, of what is listed that it is or lies in. */
    const listed = new Uint32Array(paths.count);
    for (const [index, { path }] of spare.entries())
        listed[paths.find(path) ?? path_table/* ROOT */.Dl] = index + 1;
    listed[path_table/* ROOT */.Dl] = 0;
    // A path has a greater number than its parent.
    for (let path = 1; path < listed.length; path++) {
        if (listed[path] === 0)
            listed[path] = listed[paths.parent(path)] ?? 0;
    }
    const heaps = createHeaps('dev-dependencies');
    for (const file of shownFiles(image, originOf, ({ layer }) => isOwn(layer.owner))) {
        const { owner } = file;
        if (!isOwn(owner))
            continue;
        const spareAt = (path) => {
            const found = spare[(listed[path] ?? 0) - 1];
            return found !== undefined && allows('dev-dependencies', () => paths.path(path)) ? found : null;
        };
        const [found] = saidOfAll(file, spareAt, (path) => kindAt(path, owner) !== null);
        if (found === undefined)
            continue;
        heaps.add({ subject: '', owner, apart: found.by, by: found.by, layer: file.origin }, file, found.place);
    }
    return heaps.finish(ledger, ({ owner, by, layer }) => developmentAdvice(owner, by, runsOf(image.layers.slice(layer + 1))));
}

;// CONCATENATED MODULE: ./lib/findings/installed-twice.js

const installed_twice_NODE = /^((?:.*)\/node_modules\/((?:@[^/]+\/)?[^/]+))\/(.+)$/s;
const installed_twice_PYTHON = /^((?:.*)\/(?:site|dist)-packages)\/(([^/]+).*)$/s;
/**
 * What each environment and each program has for itself: what `python -m venv` puts into an environment, and what installers
 * of the base image bring for their own use.
 */
const FOR_ITSELF = /\/(?:(?:site|dist)-packages\/(?:pip|setuptools|wheel|pkg_resources|_distutils_hack)(?:-[^/]*)?|lib\/node_modules\/(?:npm|corepack|yarn|pnpm))\//;
/** Whether a file is of those that an environment or an installer has for itself, also where there are others of them. */
function isForItself(path) {
    return FOR_ITSELF.test(path);
}
/** null for what no installer of Node.js or Python put there. */
function packagedFile(path) {
    const [, directory, name = '', rest = ''] = installed_twice_NODE.exec(path) ?? [];
    if (directory !== undefined)
        return { id: `npm ${name}/${rest}`, name, directory };
    const [, site = '', within, top = ''] = installed_twice_PYTHON.exec(path) ?? [];
    return within === undefined ? null : { id: `pypi ${within}`, name: top, directory: `${site}/${top}` };
}
/** Of two files of the same `id`. */
function remedyOf(one, other, image) {
    if (one.id.startsWith('pypi '))
        return 'one environment';
    const top = installed_twice_topOf(one.directory);
    if (top !== installed_twice_topOf(other.directory))
        return 'one tree';
    // pnpm's and Yarn's own stores have a package once for each set of what is installed beside it.
    if ([one, other].some(({ directory }) => directory.includes('/node_modules/.')))
        return null;
    if (!isSameVersion(one.directory, other.directory, image))
        return null;
    const place = `${holderOf(one.directory, other.directory)}/node_modules/${one.name}`;
    // Where another version lies above, each that needs this one has to have its own.
    if (installed_twice_isThere(place, image) && !isSameVersion(place, one.directory, image))
        return null;
    if (installed_twice_isThere(`${top}/node_modules/.yarn-state.yml`, image))
        return 'yarn dedupe';
    return installed_twice_isThere(`${top}/node_modules/.yarn-integrity`, image) ? 'npx yarn-deduplicate' : 'npm dedupe';
}
/** The project that a package is installed for. */
function installed_twice_topOf(directory) {
    return directory.slice(0, directory.indexOf('/node_modules/'));
}
/** The lowest directory whose `node_modules` both find. */
function holderOf(one, other) {
    const above = (directory) => directory.slice(0, directory.lastIndexOf('/node_modules/'));
    let holder = above(one);
    while (!other.startsWith(`${holder}/node_modules/`))
        holder = above(holder);
    return holder;
}
function installed_twice_isThere(path, { shown, names }) {
    return (shown.present[names.paths.find(path) ?? -1] ?? 0) !== 0;
}
function isSameVersion(one, other, image) {
    const manifest = installed_twice_contentAt(`${one}/package.json`, image);
    return manifest !== null && manifest === installed_twice_contentAt(`${other}/package.json`, image);
}
function installed_twice_contentAt(path, { names, shown, layers }) {
    const id = names.paths.find(path);
    const layer = id === null ? undefined : layers[(shown.layer[id] ?? 0) - 1];
    return id === null || layer === undefined ? null : (0,layer_files/* contentKey */.lO)(layer.contents.files, shown.entryOf(id));
}

;// CONCATENATED MODULE: ./lib/findings/duplicates.js








/** Bytes: small files are alike by the hundreds, and nobody links them. */
const SMALLEST = 10_000;
const LEAST = 100_000;
const LICENCE = /^(?:copyright|copying|licen[cs]e|notice)/i;
/**
 * Files that the finished image shows with the same content at several paths; hard links are one file. The first stays,
 * a base image's where it has one: the others need not be. Files that need not be there anyway are left out. Packages stay
 * as they were published: theirs count where the same package is installed twice and could be once.
 */
function duplicates({ image, originOf, ledger, allows, kindAt }) {
    const { paths } = image.names;
    const known = new Map();
    const heaps = createHeaps('duplicates', LEAST);
    const ofDistribution = image.layers.map(isOfDistribution);
    for (const file of inOrderOfOrigin(() => shownFiles(image, originOf), image.layers.length)) {
        if (ledger.isCounted(file.layer, file.entry))
            continue;
        const { owner } = file;
        const path = paths.path(callingOf(file, (one) => kindAt(one, owner) !== null));
        // A licence has to lie beside each package that it is for.
        if (LICENCE.test((0,posix_path/* baseName */.Fl)(path)) || isForItself(path))
            continue;
        const one = { file, path, packaged: packagedFile(path) };
        const original = originalOf(one, known);
        if (original === undefined || !isOwn(owner) || ofDistribution[file.origin]?.(path) === true)
            continue;
        // Nobody can take out of a package what the base image has of it in another form.
        if (one.packaged !== null && original.packaged === null && !isOwn(original.file.owner))
            continue;
        const isPackage = one.packaged?.id !== undefined && one.packaged.id === original.packaged?.id;
        const remedy = isPackage ? remedyOf(one.packaged, original.packaged, image) : null;
        if ((isPackage && remedy === null) || !allows('duplicates', () => path))
            continue;
        const reason = { subject: '', owner, apart: remedy ?? '', original: original.path, remedy };
        const own = path === paths.path(file.path) ? null : path;
        heaps.add(reason, file, remedy === null ? own : (one.packaged?.directory ?? path));
    }
    return heaps.finish(ledger, duplicates_adviceOf);
}
/**
 * Files that are large enough, in the order in which instructions brought them: one that was written again later, by `chown`,
 * is no copy of those that were copied from it before.
 */
function* inOrderOfOrigin(files, layers) {
    const moved = new Map();
    for (const file of files()) {
        if (file.bytes >= SMALLEST && file.origin !== file.layer)
            addTo(moved, file.origin, file);
    }
    let layer = 0;
    function* movedUpTo(end) {
        for (; layer < end; layer++)
            yield* moved.get(layer) ?? [];
    }
    for (const file of files()) {
        if (file.bytes < SMALLEST || file.origin !== file.layer)
            continue;
        yield* movedUpTo(file.layer);
        yield file;
    }
    yield* movedUpTo(layers);
}
/** The first with the same content: of a package's file the package's own, else one of no package. Those that are first are kept. */
function originalOf(one, known) {
    const { file, packaged } = one;
    const content = (0,layer_files/* contentKey */.lO)(file.view.contents.files, file.entry);
    const keys = packaged === null ? [content, `${content} any`] : [`${content} ${packaged.id}`, content];
    const found = keys.map((key) => known.get(key)).find((other) => other !== undefined);
    for (const key of [packaged === null ? content : `${content} ${packaged.id}`, `${content} any`]) {
        if (!known.has(key))
            known.set(key, one);
    }
    return found;
}
function duplicates_adviceOf({ owner, original, remedy }, [largest = ''], count) {
    const others = count - 1;
    const more = (what) => others === 0 ? '' : ` (and ${others} more such ${what}${others === 1 ? '' : 's'})`;
    switch (remedy) {
        case null:
            return `\`${largest}\` has the same content as ${others === 0 ? `\`${original}\`` : 'another file of the image'}${more('file')}. Keep one, and let \`ln -s\` or the program’s settings lead to it from ${placeOf(owner)} on.`;
        case 'one tree':
            return `\`${largest}\` is installed for another project of the image too${more('package')}. Install both in one workspace, or copy only one of the trees.`;
        case 'one environment':
            return `\`${largest}\` is installed in another environment of the image too${more('package')}. Install into one of them, or make the second one with \`python -m venv --system-site-packages\`.`;
        case 'npm dedupe':
        case 'yarn dedupe':
        case 'npx yarn-deduplicate':
            return `\`${largest}\` is installed at the same version elsewhere in the tree${more('package')}. Run \`${remedy}\` and commit the lock file: it puts them where all find them.`;
    }
}

;// CONCATENATED MODULE: ./lib/findings/advice/base-advice.js



/** Official images whose tags have a `-slim` brother without compilers and documentation. */
const SLIM = /^(?:(?:docker\.io\/)?library\/)?(?:node|python|ruby|perl|debian|erlang)$/;
/** What a runtime alone brings too. */
const RUNTIME = ['java', 'keytool'];
/** Of these nobody can tell from the command whether they compile something, and most often they do not. */
const MAY_COMPILE = new Set([
    ...['pip', 'pip3', 'uv', 'poetry', 'pipenv', 'pdm', 'python', 'manage.py'],
    ...['npm', 'npx', 'pnpm', 'yarn', 'yarnpkg', 'node', 'gem', 'bundle', 'bundler', 'rake', 'rails', 'cpan', 'cpanm'],
]);
/** What to begin from instead, where a stage's base image brings such files; `runs` are the RUNs on top of it. */
function baseAdvice({ rule, name }, from, runs) {
    const image = base_advice_imageOf(from);
    const other = otherBase(rule, name, image);
    const brings = `${quote(image)} brings this`;
    if (other !== null) {
        const commands = rule === 'build-tools' ? runs.flatMap((run) => using(name, run)) : [];
        if (commands.some(({ sure }) => sure)) {
            return `${brings}. Build on it in an earlier stage, and let the last one begin from ${quote(other)} and \`COPY --from=\` the result.`;
        }
        const [doubtful] = commands;
        const unless = doubtful === undefined
            ? ''
            : ` Where ${quote(doubtful.command, 40)} compiles something, run it on ${quote(image)} in an earlier stage, and \`COPY --from=\` what it made.`;
        return `${brings}; ${quote(other)} does without.${unless}`;
    }
    if (rule === 'build-tools') {
        return `${brings}. Build on it in an earlier stage, and let the last one begin from an image without and \`COPY --from=\` the result.`;
    }
    return `${brings}: begin from a smaller image, or copy from this one only what is needed.`;
}
/** The commands of a RUN that use such tools. One that nobody knows does, as scripts that build are called anything. */
function using(name, run) {
    const isForC = !/^the (?:JDK|\.NET)/.test(name);
    return commandLines(run).flatMap((words) => {
        const [program = ''] = words.map(posix_path/* baseName */.Fl);
        const command = words.join(' ');
        if (PLAIN_PROGRAMS.has(program))
            return [];
        if (name.startsWith('the JDK') && RUNTIME.some((one) => one === program))
            return [];
        if (MAY_COMPILE.has(program))
            return isForC ? [{ command, sure: false }] : [];
        return [{ command, sure: true }];
    });
}
function base_advice_imageOf(from) {
    return from.split(/\s+/).find((word, at) => at > 0 && !word.startsWith('--')) ?? '';
}
/** The same program in an image without them; null where nobody can say from the name. */
function otherBase(rule, name, image) {
    const [, repository = '', tag = 'latest'] = /^([^@:]+(?::\d+\/[^@:]+)?)(?::([^@]+))?$/.exec(image) ?? [];
    if (repository === '' || image.includes('$'))
        return null;
    if (name.startsWith('the JDK'))
        return jreImage(repository, tag);
    if (name === 'the .NET SDK') {
        // With a third number the versions of SDK and runtime differ.
        return repository === 'mcr.microsoft.com/dotnet/sdk' && /^\d+\.\d+(?:-|$)/.test(tag)
            ? `mcr.microsoft.com/dotnet/aspnet:${tag}`
            : null;
    }
    if (rule !== 'build-tools' && rule !== 'docs-and-locales')
        return null;
    if (!SLIM.test(repository) || /slim|alpine|windows|nanoserver/.test(tag) || name.startsWith('the '))
        return null;
    return `${repository}:${slimTag(repository, tag)}`;
}
/** `22` has `22-slim`, `22-bookworm` has `22-bookworm-slim`. */
function slimTag(repository, tag) {
    if (tag !== 'latest')
        return `${tag}-slim`;
    return repository.endsWith('debian') ? 'stable-slim' : 'slim';
}
function jreImage(repository, tag) {
    if (!/(?:^|\/)(?:eclipse-temurin|ibm-semeru-runtimes)$/.test(repository))
        return null;
    return tag.includes('-jdk') ? `${repository}:${tag.replace('-jdk', '-jre')}` : null;
}

;// CONCATENATED MODULE: ./lib/findings/advice/bytecode-advice.js


const bytecode_advice_LATER = 'Python makes it at the first import, where it may write; keep it where the start counts more than the size.';
/** What installs with a pip of its own, which no flag or variable reaches; and a heredoc that a program reads which is no shell. */
const COMPILES_ANYWAY = /\s-m\s+(?:venv|virtualenv|ensurepip|pipx)\b|\b(?:virtualenv|pipx)\s|<</;
/** How a RUN is to leave no bytecode. */
function bytecodeAdvice({ name, roots }, text) {
    const places = upToThree(roots.map(shellWord));
    if (name !== 'Python’s bytecode')
        return `${sentence(atEnd(text, `rm -rf ${places}`))}: Node.js makes it again.`;
    const deletion = `${sentence(atEnd(text, `find ${places} -name __pycache__ -prune -exec rm -rf {} +`))}. ${bytecode_advice_LATER}`;
    if (COMPILES_ANYWAY.test(text))
        return deletion;
    const install = /\binstall\b/;
    const pip = commandsOf(text, ['pip', 'pip3'], /--no-compile\b/).filter((command) => install.test(command));
    const ways = [
        ...(/--compile-bytecode\b/.test(text) ? ['leave out `--compile-bytecode`'] : []),
        ...(pip.length > 0 ? [withFlag(pip, install, '--no-compile')] : []),
    ];
    if (ways.length > 0)
        return `${sentence(ways.join(', and '))}. ${bytecode_advice_LATER}`;
    if (installsOf(text).length > 0)
        return deletion;
    return `Set \`PYTHONDONTWRITEBYTECODE=1\` for this \`RUN\`; for \`uv\`, leave out \`UV_COMPILE_BYTECODE\`. ${bytecode_advice_LATER}`;
}
/** The same where it came with a COPY from another stage, of which the RUN is not known, or from an image. */
function copiedBytecode({ name }, from, isImage) {
    const later = name === 'Python’s bytecode' ? bytecode_advice_LATER : 'Node.js makes it again.';
    if (isImage)
        return `Copy ${quote(from)}’s into an earlier stage, delete it there, and copy from that. ${later}`;
    if (name !== 'Python’s bytecode')
        return `Delete it in ${quote(from)} before it is copied. ${later}`;
    return `Install in ${quote(from)} without it, with \`pip install --no-compile\` or \`uv sync\` without \`--compile-bytecode\`, or delete it before it is copied. ${later}`;
}

;// CONCATENATED MODULE: ./lib/findings/advice/cache-advice.js


const locked = (root) => `${root},sharing=locked`;
const GO = { by: ['go'] };
const PACMAN = { by: ['pacman'], mount: locked };
/** By FileKind's name. What is not here is deleted, or mounted. */
const KEEPERS = new Map([
    ['apt’s package lists', { by: ['apt-get', 'apt'], clean: 'rm -rf /var/lib/apt/lists/*', mount: locked }],
    ['apt’s cache of packages', { by: ['apt-get', 'apt'], clean: 'apt-get clean', mount: locked }],
    ['apk’s cache', { by: ['apk'], flag: ['--no-cache', /\badd\b/], mount: locked }],
    ['dnf’s cache', { by: ['dnf', 'dnf5', 'microdnf'], clean: 'dnf clean all', mount: locked }],
    ['yum’s cache', { by: ['yum', 'microdnf'], clean: 'yum clean all', mount: locked }],
    ['tdnf’s cache', { by: ['tdnf'], clean: 'tdnf clean all', mount: locked }],
    ['zypper’s cache', { by: ['zypper'], clean: 'zypper clean --all', mount: null }],
    ['pacman’s downloaded packages', { ...PACMAN, clean: 'rm -rf /var/cache/pacman/pkg/*' }],
    ['pacman’s package lists', { ...PACMAN, clean: 'rm -rf /var/lib/pacman/sync/*' }],
    ['pip’s cache', { by: ['pip', 'pip3'], flag: ['--no-cache-dir', /\b(?:install|wheel|download)\b/] }],
    ['uv’s cache', { by: ['uv'], flag: ['--no-cache', /\b(?:sync|install|run|add|lock|export)\b/] }],
    [
        'conda’s package cache',
        { by: ['conda', 'mamba', 'micromamba'], clean: 'conda clean --all --force-pkgs-dirs --yes', mount: null },
    ],
    ['npm’s cache', { by: ['npm'], clean: 'npm cache clean --force', mount: posix_path/* parentOf */.gN }],
    ['npm’s logs', { by: ['npm'], mount: null }],
    ['packages that npx ran', { by: ['npx'], mount: posix_path/* parentOf */.gN }],
    ['Yarn’s cache', { by: ['yarn'], clean: 'yarn cache clean', mount: locked }],
    ['Yarn’s global cache', { by: ['yarn'], clean: 'yarn cache clean --all', mount: locked }],
    ['pnpm’s store', { by: ['pnpm'] }],
    ['Bun’s cache', { by: ['bun'], clean: 'bun pm cache rm' }],
    ['Go’s build cache', { ...GO, clean: 'go clean -cache' }],
    ['Go’s module cache', { ...GO, clean: 'go clean -modcache' }],
    ['Cargo’s cache', { by: ['cargo'], mount: locked }],
    ['Maven’s repository', { by: ['mvn', 'mvnw'] }],
    ['Gradle’s caches', { by: ['gradle', 'gradlew'], mount: locked }],
    ['Composer’s cache', { by: ['composer'], flag: ['--no-cache', /\b(?:install|require|update|create-project)\b/] }],
    ['archives of installed gems', { by: ['gem', 'bundle'], mount: null }],
]);
/**
 * How a RUN is to leave no such cache; `roots` are its directories, the largest first. `text` is null where nobody knows
 * of the RUN.
 */
function cacheAdvice(name, roots, text) {
    const keeper = KEEPERS.get(name) ?? { by: [] };
    const places = name === 'Cargo’s cache' ? cargoHomes(roots) : roots;
    const mounted = mounting(keeper, places);
    if (text === null)
        return `Delete it in the \`RUN\` that fills it, with ${quote(cleaning(name, keeper, places, ''), LONGEST_COMMAND)}${mounted}.`;
    return `${cache_advice_without(name, keeper, places, text)}${mounted}.`;
}
/** The two directories that hold all of them: where one was filled, the next build fills the others too. */
function cargoHomes(roots) {
    return [...new Set(roots.map((root) => root.replace(/(\/(?:registry|git))\/[^/]+$/, '$1')))];
}
function mounting({ mount = own }, roots) {
    if (mount === null)
        return '';
    const targets = [...new Set(roots.map(mount))].slice(0, 3);
    const flags = targets.map((target) => `--mount=type=cache,target=${mountable(target)}`).join(' ');
    return `, or mount ${targets.length === 1 ? 'a cache' : 'caches'}: \`RUN ${flags} …\``;
}
function own(root) {
    return root;
}
/** A cache belongs to root unless the mount says otherwise, and other users could not write to it. */
function mountable(target) {
    const path = quote(shellWord(target), 200).replaceAll('`', '');
    return target.startsWith('/home/') ? `${path},uid=…` : path;
}
function cache_advice_without(name, keeper, roots, text) {
    const joined = alone(name, keeper, text);
    if (joined !== null)
        return joined;
    const [flag, after] = keeper.flag ?? [];
    if (flag !== undefined && after !== undefined) {
        const keeping = commandsOf(text, keeper.by, new RegExp(`(?:^|\\s)${flag}\\b`)).filter((one) => after.test(one));
        if (keeping.length > 0)
            return sentence(withFlag(keeping, after, flag));
    }
    const clean = cleaning(name, keeper, roots, text);
    // A `&&` at its end is no news to a RUN that has it somewhere.
    if (!isOneShellLine(text) || text.includes(clean))
        return `End the same \`RUN\` with ${quote(clean, LONGEST_COMMAND)}`;
    const command = instruction_text_commandOf(text, keeper.by);
    const which = command === null ? 'the same `RUN`' : `the \`RUN\` of ${quote(command, 40)}`;
    return `Add ${quote(`&& ${clean}`, LONGEST_COMMAND)} to ${which}`;
}
/** Lists that are fetched by a RUN of their own are stale for the next one, besides. */
function alone(name, { by, clean = '' }, text) {
    if (name !== 'apt’s package lists' || !isOneShellLine(text))
        return null;
    if (instruction_text_commandOf(text, by) === null || instruction_text_commandOf(text, by, /\bupdate\b/) !== null)
        return null;
    return `Join ${quote(instruction_text_commandOf(text, by) ?? '')} and \`apt-get install …\` in one \`RUN\` that ends with ${quote(clean)}`;
}
function cleaning(name, { clean, by }, roots, text) {
    if (name === 'archives of installed gems')
        return `rm -f ${upToThree(roots.map((root) => `${shellWord(root)}/*.gem`))}`;
    if (clean === undefined)
        return `rm -rf ${upToThree(roots.map(shellWord))}`;
    // dnf has many names, and each cleans for itself.
    const program = /^(?:dnf|yum|conda) /.test(clean) ? by.find((one) => instruction_text_commandOf(text, [one]) !== null) : undefined;
    return program === undefined ? clean : clean.replace(/^\w+/, program);
}

;// CONCATENATED MODULE: ./lib/findings/advice/docs-advice.js



/** How a RUN that brought what people read is to do without. */
function docsAdvice({ name, roots, keep = [] }, text) {
    const packaged = roots.filter((root) => root.startsWith('/usr/share/'));
    const deleted = `${sentence(atEnd(text, deletionOf(roots, keep)))}.`;
    const installs = installsOf(text);
    const [command] = installs;
    // What a package brought goes by the package; the most of it lies in the first directory.
    if (command === undefined || packaged[0] !== roots[0] || name === 'locale definitions')
        return deleted;
    const others = roots.filter((root) => !packaged.includes(root));
    const rest = others.length === 0 ? '' : ` Then ${atEnd(text, deletionOf(others, keep))}.`;
    const [program = ''] = command.split(' ', 1);
    switch ((0,posix_path/* baseName */.Fl)(program)) {
        case 'apt-get':
        case 'apt':
            return `Before ${quote(command, 40)}, have dpkg leave them out: ${excludes(packaged, keep)} in a file of \`/etc/dpkg/dpkg.cfg.d\`.${rest}`;
        case 'dnf':
        case 'dnf5':
        case 'microdnf':
        case 'yum': {
            const plain = installs.filter((one) => /\binstall\b/.test(one) && !one.includes('nodocs'));
            if (name === 'translations' || plain.length === 0)
                return deleted;
            return `${sentence(withFlag(plain, /\binstall\b/, '--setopt=tsflags=nodocs'))}.${rest}`;
        }
        case 'apk':
            return `Leave out packages whose names end in \`-doc\` or \`-lang\`. Otherwise: ${deleted}`;
        default:
            return deleted;
    }
}
function excludes(roots, keep) {
    const lines = roots.slice(0, 3).map((root) => `\`path-exclude=${root}/*\``);
    if (roots.slice(0, 3).includes('/usr/share/doc'))
        lines.push('`path-include=/usr/share/doc/*/copyright`');
    lines.push(...roots.slice(0, 3).flatMap((root) => keep.map((name) => `\`path-include=${root}/${name}*\``)));
    return [lines.slice(0, -1).join(', '), ...lines.slice(-1)].filter((part) => part !== '').join(' and ');
}
/** Licences stay, and what begins with one of the names to `keep`. */
function deletionOf(roots, keep = []) {
    if (keep.length > 0) {
        const but = keep.map((name) => `! -name '${name}*'`).join(' ');
        return `find ${roots.slice(0, 3).map(shellWord).join(' ')} -mindepth 1 -maxdepth 1 ${but} -exec rm -rf {} +`;
    }
    const kept = roots.slice(0, 3).filter((root) => root.endsWith('/share/doc'));
    const whole = roots.filter((root) => !kept.includes(root));
    return [
        ...(kept.length === 0 ? [] : [`find ${kept.map(shellWord).join(' ')} -type f ! -name copyright -delete`]),
        ...(whole.length === 0 ? [] : [`rm -rf ${upToThree(whole.map(shellWord))}`]),
    ].join(' && ');
}

;// CONCATENATED MODULE: ./lib/findings/advice/file-advice.js








/**
 * What to write instead, for the instruction that brought these files; null: nobody knows which. `runs` are the RUN
 * instructions of the image's own stages. A name for what was found, and one to three sentences of Markdown.
 */
function fileAdvice(files, instruction, runs) {
    return `${title(files.name)}. ${file_advice_how(files, instruction, runs)}`;
}
/** A tool's own name stays as the tool spells it. */
function title(name) {
    return /^[a-z-]+’s /.test(name) ? name : sentence(name);
}
function file_advice_how(kind, instruction, runs) {
    if (instruction === null)
        return UNKNOWN[kind.rule](kind);
    switch (instruction.keyword) {
        case 'RUN':
            return RUN[kind.rule](kind, instruction.commands, otherStage(instruction));
        case 'COPY':
        case 'ADD':
            return copied(kind, instruction, runs);
        case 'FROM':
            return baseAdvice(kind, instruction.text, runs);
        default:
            return UNKNOWN[kind.rule](kind);
    }
}
/** What a stage that builds may be called. */
function otherStage({ stage }) {
    return stage === 'build' ? 'compile' : 'build';
}
const RUN = {
    'package-cache': ({ name, roots }, text) => cacheAdvice(name, roots, text),
    'build-tools': toolsAdvice,
    sources: leftBehind,
    'docs-and-locales': docsAdvice,
    'bytecode-cache': bytecodeAdvice,
};
const UNKNOWN = {
    'package-cache': ({ name, roots }) => cacheAdvice(name, roots, null),
    'build-tools': ({ name }) => name.startsWith('the JDK')
        ? 'Build in an earlier stage, and let the last one begin from an image with a JRE.'
        : 'Build in an earlier stage, and let the last one begin from an image without them and `COPY --from=` the result.',
    sources: () => 'List them in `.dockerignore`, or copy into the last stage only what the program needs.',
    'docs-and-locales': ({ roots, keep }) => `Begin from a base image without them, such as a \`-slim\` one, or delete them in the instruction that brings them: ${quote(deletionOf(roots, keep), LONGEST_COMMAND)}.`,
    'bytecode-cache': ({ name }) => name === 'Python’s bytecode'
        ? 'Install with `pip install --no-compile`, and set `PYTHONDONTWRITEBYTECODE=1` for builds that run Python. Keep it where the start counts more than the size.'
        : 'Delete it in the `RUN` that writes it: Node.js makes it again.',
};
function leftBehind({ name, roots }, text, stage) {
    switch (name) {
        case 'version control data': {
            const rest = commandsOf(text, ['git']).some((command) => /\bclone\b/.test(command))
                ? `, or write \`ADD\` with the repository’s URL, which leaves it out`
                : '';
            return `${sentence(atEnd(text, `rm -rf ${upToThree(roots.map(shellWord))}`))}${rest}.`;
        }
        case 'Cargo’s build artefacts':
            return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} ${copyWords(`${roots[0] ?? ''}/release/…`, '/usr/local/bin/')}\`.`;
        case 'CMake’s build artefacts':
            return `Build in an earlier stage and copy what it made: \`COPY --from=${stage} ${copyWords(`${roots[0] ?? ''}/…`, '/usr/local/bin/')}\`.`;
        case 'TypeScript sources':
        case 'Java and Kotlin sources':
        case 'C# sources':
            return `Compile in an earlier stage and copy what it made: \`COPY --from=${stage} …\`.`;
        case 'Go sources':
        case 'Rust sources':
        case 'C and C++ sources and object files':
            return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} …\`.`;
        default:
            return 'Let the same `RUN` delete them, or do its work in an earlier stage and copy what it made.';
    }
}
function copied(kind, instruction, runs) {
    const { keyword, text } = instruction;
    const { from, sources } = copyingOf(text);
    if (from !== null)
        return file_advice_copiedFrom(kind, from, sources, instruction);
    if (keyword === 'ADD' && /--keep-git-dir\b/.test(text))
        return 'Leave out `--keep-git-dir`.';
    if (keyword === 'ADD' && sources.some((source) => /^[a-z+]+:\/\/|^git@/.test(source))) {
        return 'Fetch it in an earlier stage and `COPY --from=` what is needed of it.';
    }
    const what = ignoring(kind);
    switch (kind.name) {
        case 'version control data':
            return mayReadGit(runs)
                ? `Let an earlier stage run what reads it, and take only the result from that: \`COPY --from=${otherStage(instruction)} …\`.`
                : `${what}.`;
        case 'tests':
            return `${what}; where another stage runs them, copy into this one only what the program needs.`;
        case 'TypeScript sources':
        case 'Java and Kotlin sources':
        case 'Go sources':
        case 'Rust sources':
        case 'C and C++ sources and object files':
        case 'C# sources':
            return `Copy them into an earlier stage, compile there, and take only the result from it: \`COPY --from=${otherStage(instruction)} …\`.`;
        default:
            return `${what}.`;
    }
}
const OUTPUT = new Map([
    ['TypeScript sources', 'what the compiler wrote'],
    ['Java and Kotlin sources', 'the jar or the classes'],
    ['Go sources', 'the program alone'],
    ['Rust sources', 'the program alone'],
    ['C and C++ sources and object files', 'the program alone'],
    ['C# sources', 'what `dotnet publish` wrote'],
    ['Cargo’s build artefacts', 'the program alone'],
    ['CMake’s build artefacts', 'what was built'],
]);
function file_advice_copiedFrom(files, from, sources, { source }) {
    const { rule, name } = files;
    const isImage = imageCopied(from, source) !== null;
    const what = sources.length === 0 ? 'so much' : `all of ${quote(sources.join(' '), 40)}`;
    if (rule === 'bytecode-cache') {
        return source?.kind === 'instruction' && /^RUN\s/i.test(source.text)
            ? `${quote(source.text)} in ${quote(source.stage)} makes it. ${bytecodeAdvice(files, source.commands)}`
            : copiedBytecode(files, from, isImage);
    }
    if (rule === 'build-tools')
        return `Copy from ${quote(from)} what was built with them, in place of ${what}.`;
    // In an image from outside nobody can delete them.
    const otherwise = isImage ? '' : ', or delete them there first';
    return `Copy from ${quote(from)} ${OUTPUT.get(name) ?? 'what the program needs'}, in place of ${what}${otherwise}.`;
}
/** How `.dockerignore` is to keep them out, without a full stop. */
function ignoring({ rule, name, roots }) {
    const patterns = new Set(roots.slice(0, 3).map((root) => ignorePattern({ rule, name, root })));
    const lines = [...patterns].flatMap((pattern) => (pattern === null ? [] : [quote(pattern)]));
    if (lines.length < patterns.size)
        return 'List them in `.dockerignore`';
    return lines.length === 1
        ? `A line ${lines[0] ?? ''} in \`.dockerignore\` keeps it out`
        : `Lines ${lines.join(', ')} in \`.dockerignore\` keep them out`;
}
/** A line for `.dockerignore`; null where the root says too little. Only the end of the path in the image is known of the context's. */
function ignorePattern({ rule, name, root }) {
    if (name === 'Python’s bytecode')
        return '**/__pycache__';
    const last = (0,posix_path/* baseName */.Fl)(root);
    if (name === 'tests')
        return /^(?:tests?|spec|__\w+__|testdata)$/.test(last) ? `**/${last}` : null;
    if (name === 'Cargo’s build artefacts')
        return '**/target';
    if (name === 'CMake’s build artefacts')
        return '**/CMakeFiles';
    const hidden = /\/(\.[^/]+(?:\/[^/]+)*)$/.exec(root)?.[1];
    if (hidden !== undefined)
        return `**/${hidden}`;
    return rule === 'package-cache' ? `**${root.slice(root.lastIndexOf('/', root.lastIndexOf('/') - 1))}` : null;
}
/** From where and to where, for the middle of a COPY. */
function copyWords(from, to) {
    const words = /\s/.test(from) ? JSON.stringify([from, to]) : `${from} ${to}`;
    return quote(words, 200).replaceAll('`', '');
}

;// CONCATENATED MODULE: ./lib/findings/file-waste.js




/** What the finished image shows and can do without, by what the files are: by all paths that lead to one. */
function fileWaste({ image, originOf, ledger, kindAt }) {
    const heaps = new Map();
    for (const file of shownFiles(image, originOf)) {
        const { owner } = file;
        const kinds = saidOfAll(file, (path) => kindAt(path, owner));
        // A cache is filled with what is installed from it: without the other it need not be there either.
        const kind = kinds.find(({ rule }) => rule !== 'package-cache') ?? kinds[0];
        if (kind === undefined)
            continue;
        let ofRule = heaps.get(kind.rule);
        if (ofRule === undefined)
            heaps.set(kind.rule, (ofRule = createHeaps(kind.rule)));
        ofRule.add({ subject: kind.name, owner, kind }, file, kind.root || '/');
    }
    const runs = runsOf(image.layers);
    return [...heaps.values()].flatMap((ofRule) => ofRule.finish(ledger, ({ kind, owner }, roots) => fileAdvice({ ...kind, roots }, bringerOf(owner), runs)));
}

;// CONCATENATED MODULE: ./lib/layer/distinct.js
/** Which numbers there are in a column. `new Set(column)` makes an object for each of a million, all of them in memory at once. */
function distinct(column) {
    const found = new Set();
    for (let at = 0; at < column.length; at++)
        found.add(column[at] ?? 0);
    return found;
}

;// CONCATENATED MODULE: ./lib/findings/advice/rewritten-advice.js


/** What to write in place of such an instruction; `base` is the image whose files they are, null where they are the user's. */
function rewrittenAdvice(how, owner, base) {
    if (base !== null)
        return `${atPlace(owner)} copies files of ${placeOf(base)} whole into this layer. ${OF_BASE[how]}`;
    return `${atPlace(owner)} writes them again. ${OWN[how](owner.commands)}`;
}
const OF_BASE = {
    chown: 'Only their owner changes. Give `chown` a smaller path, the one that the program writes to: what it only reads, the user of `USER` need not own.',
    chmod: 'Only their mode changes. Give `chmod` a smaller path, or leave them as they are.',
    touch: 'Their content stays the same. Leave them as they are.',
    mv: 'They are only moved. Leave them where they are: a link to them (`ln -s`) weighs nothing.',
};
const OWN = {
    chown: (text) => `Only their owner changes here, and every file is shipped twice. ${copying(text, 'chown', argumentOf(text, 'chown', /^[\w.-]*:?[\w.-]+$/) ?? 'USER:GROUP')}, or run as that user what makes them.`,
    chmod: (text) => `Only their mode changes here, and every file is shipped twice. ${copying(text, 'chmod', argumentOf(text, 'chmod', /^[0-7]{3,4}$/) ?? '…')}, or in the \`RUN\` that makes them.`,
    touch: (text) => `Their content stays the same here, and every file is shipped twice. ${rewritesLockFile(text) ? '`npm ci` installs the same, and leaves the lock file as it is.' : 'Write them once.'}`,
    mv: () => 'They are only moved here, and every file is shipped twice. Put them at their place in the instruction that makes them: `COPY FROM TO`, or `mv` in the same `RUN`.',
};
/** A flag of COPY is for all that it copies: where single files are changed, they need one of their own. */
function copying(text, program, argument) {
    const isOfTree = commandsOf(text, [program]).some((command) => /\s(?:-\w*R|--recursive\b)/.test(command));
    const copy = quote(`COPY --${program}=${argument} …`);
    return isOfTree
        ? `Give it where they are copied: ${copy}`
        : `Give it where they are copied, by a ${copy} of their own`;
}
/** What the one command of a RUN that changes owners or modes changes them to; null where there are several, or it looks otherwise. */
function argumentOf(text, program, form) {
    const [command, ...others] = commandsOf(text, [program]);
    const argument = command?.split(' ').find((word, at) => at > 0 && !word.startsWith('-'));
    return argument !== undefined && others.length === 0 && form.test(argument) ? argument : null;
}
/** npm writes the lock file anew also where nothing in it changes. */
function rewritesLockFile(text) {
    return commandsOf(text, ['npm']).some((command) => /^npm (?:-\S+ )*(?:i|install)(?: -\S+)*$/.test(command));
}

;// CONCATENATED MODULE: ./lib/findings/hidden-waste.js








/**
 * What package managers write of themselves whenever they install something: over what the base image has of it they
 * cannot but write again.
 */
const BOOKKEEPING = /^\/(?:var\/(?:lib\/(?:dpkg|apt|rpm|dnf|pacman|systemd)|cache\/(?:debconf|ldconfig|apt|man)|log)|(?:usr\/)?lib\/(?:apk\/db|sysimage)|etc)\//;
/** Bytes: for less, which triggers of packages write over anyway, nobody takes another base. */
const WORTH_REBASING = 100_000;
/**
 * Bytes that a layer holds and a later one overwrites or deletes: all copies of a file but the one that the finished image
 * shows. Copies with the same content are told apart: they were made by a change of owner, mode, time or name alone. What
 * base images hide of themselves is nobody's fault here.
 */
function hiddenWaste({ image, ledger, allows }) {
    const hidden = createHeaps('hidden-files');
    const replacedInBase = createHeaps('hidden-files', WORTH_REBASING);
    const rewritten = createHeaps('rewritten-metadata');
    const { layers, names } = image;
    const { paths } = names;
    /** Made where it is needed: most images hide nothing. */
    let entryAt;
    const hidersOf = layers.map(({ hiddenBy }) => distinct(hiddenBy));
    for (const [above, { layer, contents }] of layers.entries()) {
        if (!hidersOf.some((hiders) => hiders.has(above + 1)))
            continue;
        const by = layer.owner;
        const written = hidden_waste_indexOf(contents.files, (entryAt ??= new Uint32Array(paths.count)));
        for (let below = 0; below <= above; below++) {
            const view = layers[below];
            const from = view?.layer.owner;
            if (view === undefined || from === undefined || (!isOwn(from) && !isOwn(by)))
                continue;
            if (hidersOf[below]?.has(above + 1) !== true)
                continue;
            const { files } = view.contents;
            for (let entry = 0; entry < files.count; entry++) {
                const bytes = (0,layer_files/* sizeOf */.$d)(files, entry);
                if (view.hiddenBy[entry] !== above + 1 || bytes === 0)
                    continue;
                const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
                const file = { layer: below, entry, bytes };
                const place = () => paths.path(path);
                const how = below === above ? null : written.rewritingOf(files, entry, names);
                // What package managers keep up to date they write anew even where it stays the same.
                const isUpkeep = !isOwn(from) && (how === 'touch' || written.has(path)) && BOOKKEEPING.test(place());
                if (isUpkeep)
                    continue;
                if (how !== null) {
                    if (allows('rewritten-metadata', place))
                        rewritten.add(rewriting(how, from, by), file, (0,posix_path/* parentOf */.gN)(paths.path(path)) || '/');
                    continue;
                }
                const fate = written.has(path) ? 'overwritten' : 'deleted';
                if (!allows('hidden-files', place))
                    continue;
                const owner = isOwn(from) ? from : by;
                const heaps = !isOwn(from) && fate === 'overwritten' ? replacedInBase : hidden;
                const text = `${isOwn(from) ? from.whole : ''}\n${by.whole}`;
                heaps.add({ subject: '', text, apart: `${fate} ${below} ${above}`, owner, fate, from, by }, file, null);
            }
        }
        written.clear();
    }
    return [
        ...rewritten.finish(ledger, ({ how, base, owner }) => rewrittenAdvice(how, owner, base)),
        ...hidden.finish(ledger, hiddenAdvice),
        ...replacedInBase.finish(ledger, hiddenAdvice),
    ];
}
function rewriting(how, from, by) {
    const base = isOwn(from) ? null : from;
    return { subject: '', apart: `${how} ${base?.origin ?? ''}`, owner: by, how, base };
}
/** `entryAt` has room for every path, holds zeros, and does so again after `clear`. */
function hidden_waste_indexOf(own, entryAt) {
    for (let entry = 0; entry < own.count; entry++) {
        if (own.kinds[entry] === layer_files/* KIND */.Nd.file)
            entryAt[own.paths[entry] ?? path_table/* ROOT */.Dl] = entry + 1;
    }
    let contents;
    return {
        has: (path) => entryAt[path] !== 0,
        rewritingOf(files, entry, names) {
            const place = entryAt[files.paths[entry] ?? path_table/* ROOT */.Dl] ?? 0;
            if (place === 0) {
                contents ??= contentsOf(own);
                return contents.has((0,layer_files/* contentKey */.lO)(files, entry)) ? 'mv' : null;
            }
            const now = place - 1;
            if ((0,layer_files/* contentKey */.lO)(own, now) !== (0,layer_files/* contentKey */.lO)(files, entry))
                return null;
            const before = names.access(files.access[entry] ?? 0);
            const after = names.access(own.access[now] ?? 0);
            if (before?.uid !== after?.uid || before?.gid !== after?.gid)
                return 'chown';
            return before?.mode === after?.mode ? 'touch' : 'chmod';
        },
        clear() {
            for (let entry = 0; entry < own.count; entry++)
                entryAt[own.paths[entry] ?? path_table/* ROOT */.Dl] = 0;
        },
    };
}
function contentsOf(files) {
    const contents = new Set();
    for (let entry = 0; entry < files.count; entry++) {
        if (files.kinds[entry] === layer_files/* KIND */.Nd.file && files.sizes32[entry] !== 0)
            contents.add((0,layer_files/* contentKey */.lO)(files, entry));
    }
    return contents;
}
function hiddenAdvice({ fate, from, by }) {
    if (isOwn(from)) {
        if (from === by)
            return `${atPlace(from)} holds them twice. Write them once.`;
        return fate === 'deleted'
            ? `${atPlace(by)} deletes what ${placeOf(from)} brings, and the layer before keeps it. Delete it in the instruction that brings it, leave it out there, or copy only the result into a last stage.`
            : `${atPlace(by)} writes over what ${placeOf(from)} brings, and both copies are shipped. Write it once: leave it out of the first, or join the two.`;
    }
    return fate === 'deleted'
        ? `${atPlace(by)} deletes files of ${placeOf(from)}, whose layers keep them. Begin from an image without them.`
        : `${atPlace(by)} writes over files of ${placeOf(from)}, and both copies are shipped. Begin from a newer image that has them as they should be.`;
}

;// CONCATENATED MODULE: ./lib/findings/kinds/toolchains.js

const toolchains_GO = ['go', 'gofmt', 'air', 'dlv', 'gopls', 'gotestsum', 'golangci-lint', 'wgo'];
const RUST_PROGRAM = /^(?:rustc|rustdoc|rustup|rustfmt|cargo|cargo-(?:fmt|clippy|miri)|clippy-driver|rls|rust-(?:analyzer|gdb|gdbgui|lldb))$/;
const RUST = [RUST_PROGRAM, 'bacon', 'trunk'];
const JDK_PROGRAM = /^(?:javac|javadoc|javah|javap|jar|jarsigner|jdb|jdeps|jdeprscan|jlink|jmod|jpackage|jshell|jimage|jconsole|jnativescan|serialver|extcheck|rmic|wsgen|wsimport|xjc|schemagen)$/;
const JAVA = [
    ...['mvn', 'mvnw', 'mvnd', 'gradle', 'gradlew', 'ant', 'sbt', 'lein', 'mill', 'bazel', 'kotlinc', 'scalac'],
    ...[JDK_PROGRAM, 'spring-boot:run'],
];
/**
 * What of a JDK no JRE has. `jcmd`, `jstack` and the like are left alone: small, and of use in production. So is
 * `lib/modules`, whose part for compilers is not a file of its own.
 */
const JDK = [
    ...['jmods', 'include', 'demo', 'sample', 'man'].map((at) => jdk({ at, up: 1 })),
    jdk({ at: 'lib', up: 1, direct: true, only: /^(?:src\.zip|ct\.sym|(?:tools|dt|jconsole|sa-jdi)\.jar)$/ }),
    jdk({
        at: 'bin',
        up: 1,
        direct: true,
        only: JDK_PROGRAM,
    }),
    // At the top, up to Java 8.
    jdk({ at: '/usr/lib/jvm/*', direct: true, only: /^src\.zip$/ }),
];
function jdk(row) {
    return { ...row, name: 'the JDK’s development parts', where: isJdk, usedBy: JAVA };
}
const DOTNET = ['sdk', 'sdk-manifests', 'templates', 'packs'].flatMap((part) => ['dotnet', '.dotnet'].map((home) => ({
    at: `${home}/${part}`,
    up: 1,
    name: 'the .NET SDK',
    where: isUnusedDotnetSdk,
})));
/** Toolchains that lie in directories of their own. */
const TOOLCHAINS = [
    // Programs look for time zones in GOROOT (package time), and images copy that file to the very place.
    ...['/usr/local/go', '/usr/lib/go', '/usr/lib/go-*', '/usr/lib/golang', '/usr/share/go-*', '/opt/go', 'sdk/go1*'].map((at) => ({ at, name: 'the Go toolchain', outside: /^lib\/time(?:\/|$)/, where: hasGo, usedBy: toolchains_GO })),
    // As copied out of there; distributions have links.
    ...['/usr/bin', '/usr/local/bin'].map((at) => ({
        at,
        name: 'the Go toolchain',
        direct: true,
        only: /^(?:go|gofmt)$/,
        usedBy: toolchains_GO,
    })),
    ...['.rustup', '/usr/local/rustup', '/usr/lib/rustlib'].map((at) => ({
        at,
        name: 'the Rust toolchain',
        usedBy: RUST,
    })),
    ...['.cargo/bin', '/usr/local/cargo/bin', '/usr/bin', '/usr/local/bin'].map((at) => ({
        at,
        name: 'the Rust toolchain',
        direct: true,
        // Programs of the user's own are installed to the same place.
        only: RUST_PROGRAM,
        usedBy: RUST,
    })),
    { at: '/usr/lib', name: 'the Rust toolchain', direct: true, only: /^librustc_driver-.*\.so$/, usedBy: RUST },
    ...JDK,
    ...DOTNET,
    javaBuilder('.sdkman/candidates/maven/*', 'Maven', 'mvn'),
    javaBuilder('.sdkman/candidates/gradle/*', 'Gradle', 'gradle'),
    ...['/usr/share', '/opt', '/usr/local'].flatMap((at) => [
        ...[`${at}/maven`, `${at}/apache-maven-*`].map((one) => javaBuilder(one, 'Maven', 'mvn')),
        ...[`${at}/gradle`, `${at}/gradle-*`].map((one) => javaBuilder(one, 'Gradle', 'gradle')),
    ]),
];
function javaBuilder(at, name, program) {
    return { at, name, where: (root, image) => image.hasFile(`${root}/bin/${program}`), usedBy: JAVA };
}
/** Debian has Go's sources below /usr/share and its programs below /usr/lib. */
function hasGo(root, image) {
    return image.hasFile(`${root.replace(/^\/usr\/share\//, '/usr/lib/')}/bin/go`);
}
/** Not a runtime that jlink has made, even where it has a compiler in it. */
function isJdk(root, image) {
    if (!image.hasFile(`${root}/bin/javac`))
        return false;
    return (image.hasDirectory(`${root}/jmods`) ||
        image.hasFile(`${root}/lib/tools.jar`) ||
        (image.hasFile(`${root}/bin/jlink`) && image.hasFile(`${root}/lib/modules`)));
}
function isUnusedDotnetSdk(root, image) {
    return image.hasFile(`${root}/dotnet`) && image.hasDirectory(`${root}/sdk`) && !runsDotnetSdk(image);
}

;// CONCATENATED MODULE: ./lib/findings/kinds/build-tools.js



/** `x86_64-linux-gnu-`, `x86_64-alpine-linux-musl-`, `x86_64-redhat-linux-`. */
const TRIPLET = String.raw `(?:\w+(?:-\w+)?-linux(?:-\w+)?-)?`;
const VERSION = String.raw `(?:-\d+(?:\.\d+)*)?`;
/** gcc, binutils and LLVM as distributions name them. `ar` and `strings` are left out: BusyBox has them as links to itself. */
const build_tools_COMPILERS = [
    ...['gcc', String.raw `g\+\+`, String.raw `c\+\+`, 'cc', 'cpp', 'c89', 'c99', 'gfortran', 'gnat(?:make|bind|link)?'],
    ...['gcc-(?:ar|nm|ranlib)', 'gcov(?:-tool|-dump)?', 'lto-dump', 'cc1', 'cc1plus', 'collect2'],
    ...[String.raw `ld(?:\.bfd|\.gold|\.lld)?`, 'as', 'dwp', 'elfedit', 'gprof(?:ng.*)?', 'gp-.+', 'nm', 'objcopy'],
    ...['objdump', 'ranlib', 'readelf', 'strip', 'addr2line', String.raw `c\+\+filt`],
    ...[String.raw `clang(?:\+\+|-cpp|d|-format|-tidy)?`, 'lld', 'ld64.lld', 'lld-link', 'llvm-[a-z-]+', 'llc'],
];
/** Only with a triplet before it: without one it may be another program. */
const BINUTILS = ['ar', 'strings', 'size'];
const COMPILER = new RegExp(`^(?:${TRIPLET}(?:${build_tools_COMPILERS.join('|')})|${TRIPLET.slice(0, -1)}(?:${BINUTILS.join('|')}))${VERSION}$`);
const BUILD_SYSTEM = new RegExp(`^(?:${[
    ...['make', 'gmake', 'make-first-existing-target', 'cmake', 'ccmake', 'ctest', 'cpack', 'ninja', 'ninja-build'],
    ...['meson', 'scons', 'autoconf', 'autoheader', 'autom4te', 'autoreconf', 'autoscan', 'autoupdate', 'ifnames'],
    ...['automake', 'aclocal', 'libtool', 'libtoolize', 'bison', 'yacc', 'flex', String.raw `flex\+\+`, 'lex', 'byacc'],
    ...['pkg-config', 'pkgconf', 'swig', 'nasm', 'yasm', 're2c', 'ccache', 'distcc'],
].join('|')})(?:-?\\d+(?:\\.\\d+)*)?$`);
/** Commands that compile, or that have something compiled or linked. */
const build_tools_COMPILES = [
    ...[COMPILER, BUILD_SYSTEM, 'tcc', 'bazel', 'configure', 'go', 'air', 'dlv', 'cargo', 'rustc', 'zig', 'nim', 'ghc'],
    ...['stack', 'cabal'],
];
/** dpkg-dev; what is not named here is dpkg itself. */
const DPKG_DEV = /^dpkg-(?:architecture|build(?:package|api|flags|tree)|checkbuilddeps|distaddfile|gen(?:buildinfo|changes|control|symbols)|mergechangelogs|name|parsechangelog|scan(?:packages|sources)|shlibdeps|source|vendor)$/;
/** Directories that a linker looks into by itself. */
const LINKED = ['/usr/lib', '/usr/lib64', '/usr/lib32', '/usr/lib/*-linux-*', '/usr/local/lib', '/usr/local/lib64'];
/** Headers that official images of runtimes, and NodeSource's package, bring with the interpreter. */
const RUNTIME_HEADERS = /^(?:node|python[\d.]*|pypy[\d.]*|ruby[\w.-]*|php)(?:\/|$)/;
function c(row) {
    return { ...row, usedBy: build_tools_COMPILES };
}
const C_AND_CPP = [
    ...['/usr/bin', '/usr/local/bin'].flatMap((at) => [
        c({ at, name: 'compilers and linkers', direct: true, only: COMPILER }),
        c({ at, name: 'build systems', direct: true, only: BUILD_SYSTEM }),
    ]),
    // Some distributions have libgcc_s.so.1 and libstdc++.so.6 below gcc's directory, and programs need them.
    ...['lib', 'lib64', 'libexec', 'local/lib', 'local/lib64', 'local/libexec'].map((part) => c({ at: `/usr/${part}/gcc`, name: 'compilers and linkers', except: /\.so\.\d/ })),
    c({ at: '/usr/lib/gcc-cross', name: 'compilers and linkers', except: /\.so\.\d/ }),
    ...[
        '/usr/lib/ldscripts',
        '/usr/lib/*-linux-*/ldscripts',
        '/usr/lib/bfd-plugins',
        '/usr/lib/*-linux-*/bfd-plugins',
        '/usr/*-alpine-linux-musl*',
    ].map((at) => c({ at, name: 'compilers and linkers' })),
    // libLLVM itself is there for programs, such as PostgreSQL and Mesa, that compile while they run.
    c({ at: '/usr/lib/llvm*', name: 'LLVM', except: /\.so(?:\.|$)/ }),
    c({ at: '/usr/lib/clang', name: 'LLVM', except: /\.so(?:\.|$)/ }),
    // Python reads pyconfig.h when it runs (sysconfig), and Fedora's package of it brings that alone.
    c({ at: '/usr/include', name: 'C and C++ headers', except: /^pyconfig.*\.h$/, outside: /^node(?:\/|$)/ }),
    c({ at: '/usr/local/include', name: 'C and C++ headers', outside: RUNTIME_HEADERS }),
    c({ at: '/usr/src/linux-headers-*', name: 'kernel headers' }),
    // Not below: ImageMagick, for one, finds its modules by their *.la.
    ...LINKED.map((at) => c({ at, name: 'static libraries', direct: true, only: /\.(?:a|la|o)$/ })),
    ...['/usr/lib/python3*/config-*', '/usr/local/lib/python3*/config-*'].map((at) => c({ at, name: 'static libraries', direct: true, only: /\.a$/ })),
    ...['/usr/lib', '/usr/lib64', '/usr/lib/*-linux-*'].flatMap((at) => ['pkgconfig', 'cmake'].map((part) => c({ at: `${at}/${part}`, name: 'build systems' }))),
    ...['aclocal', 'aclocal-*', 'autoconf', 'automake-*', 'libtool', 'bison', 'cmake-*'].map((part) => c({ at: `/usr/share/${part}`, name: 'build systems' })),
    { at: '/usr/bin', name: 'Debian’s package builder', direct: true, only: DPKG_DEV, usedBy: [DPKG_DEV] },
    { at: '/usr/share/perl5/Dpkg', name: 'Debian’s package builder', where: hasDpkgDev, usedBy: [DPKG_DEV] },
];
/**
 * What programs are built with, known by where it lies, whatever package brought it. Not named, although programs can do
 * without: npm, Corepack, Yarn, pip and the headers of an interpreter's own image, which no line of a Dockerfile can take
 * out of the base; Perl and Python; debuggers.
 */
function buildTools(image) {
    return tableRule('build-tools', [...TOOLCHAINS, ...C_AND_CPP], image);
}
function hasDpkgDev(root, image) {
    const usr = (0,posix_path/* parentOf */.gN)((0,posix_path/* parentOf */.gN)((0,posix_path/* parentOf */.gN)(root)));
    return image.hasFile(`${usr}/bin/dpkg-buildpackage`);
}

;// CONCATENATED MODULE: ./lib/findings/kinds/bytecode-cache.js


/** `name.cpython-312.opt-1.pyc` (PEP 3147, PEP 488). */
const TAGGED = /^(.+?)\.(?:cpython|pypy|graalpy)-?\d.*\.py[co]$/;
/** Where Python packages are installed. */
const LIBRARY = /^(?:.*?\/)(?:site-packages|dist-packages|(?:python|pypy)[\d.]*)(?=\/|$)/;
const PROJECT = ['pyproject.toml', 'setup.py', 'requirements.txt', 'Pipfile', 'manage.py'];
const V8 = [
    { at: 'node-compile-cache', name: 'Node.js’s compile cache' },
    { at: '/tmp/v8-compile-cache-*', name: 'V8’s compile cache' },
    { at: '.cache/v8-compile-cache', name: 'V8’s compile cache' },
];
/**
 * What interpreters make again from the source, only where the source is there. Node.js's caches are of use with the
 * source alone; below `~/.cache/node` lies Corepack, which is left alone.
 */
function bytecodeCache(image) {
    const v8 = tableRule('bytecode-cache', V8, image);
    return (directory) => v8(directory) ?? python(directory, image);
}
function python(directory, image) {
    const tagged = directory.endsWith('/__pycache__');
    const beside = tagged ? (0,posix_path/* parentOf */.gN)(directory) : directory;
    let root = null;
    return (name) => {
        if (!/\.py[co]$/.test(name))
            return null;
        const module = tagged ? TAGGED.exec(name)?.[1] : name.slice(0, -'.pyc'.length);
        if (module === undefined || !image.hasFile(`${beside}/${module}.py`))
            return null;
        root ??= LIBRARY.exec(beside)?.[0] ?? image.nearest(beside, PROJECT, true) ?? importedFrom(beside, image);
        return { rule: 'bytecode-cache', name: 'Python’s bytecode', root };
    };
}
/** The directory that the topmost package around is in. */
function importedFrom(directory, image) {
    return image.nearest(directory, ['__init__.py'], false) ?? '';
}

;// CONCATENATED MODULE: ./lib/findings/kinds/docs-and-locales.js

/** Licences want to go with what they are for, and are small. */
const docs_and_locales_LICENCE = /^(?:copyright|copying|licen[cs]e|notice)/i;
/** What official images of runtimes have in /usr/local: some kilobytes that no line of a Dockerfile brings. */
const RUNTIME_MAN = /^(?:node|python[\d.]*|ruby|erb|irb|ri|php[\w-]*)\.1$/;
/** Locales that are there for everyone. */
const FOR_EVERYONE = ['C', 'POSIX', 'en', 'en_US'];
const DOCUMENTS = [
    { at: '/usr/share/man', name: 'man pages', usedBy: ['man'] },
    { at: '/usr/local/share/man', name: 'man pages', except: RUNTIME_MAN, usedBy: ['man'] },
    { at: '/usr/local/man', name: 'man pages', usedBy: ['man'] },
    { at: '/usr/share/info', name: 'info pages', usedBy: ['info'] },
    { at: '/usr/local/share/info', name: 'info pages', usedBy: ['info'] },
    // Debian policy 12.3: no program may need a file in /usr/share/doc. Not doc-base: debian:*-slim has some of it.
    ...['doc', 'gtk-doc', 'help', 'lintian', 'linda'].map((part) => ({
        at: `/usr/share/${part}`,
        name: 'documentation',
        except: docs_and_locales_LICENCE,
    })),
    { at: '/usr/local/share/doc', name: 'documentation', except: docs_and_locales_LICENCE, outside: /^node(?:\/|$)/ },
];
/**
 * What is there to be read by people, but for the languages that the image's settings ask for. Compiled locales
 * (`/usr/lib/locale`) are left alone: somebody has asked for them.
 */
function docsAndLocales(image) {
    const asked = image.locales.flatMap(languagesOf).filter((one) => !FOR_EVERYONE.includes(one));
    // A program that is told of a directory serves or reads it.
    const rows = [...DOCUMENTS, ...localesBut([...new Set(asked)])].filter(({ at }) => !image.mayRun.includes(`${at}/`));
    return tableRule('docs-and-locales', rows, image);
}
/** `de_AT.UTF-8` is also served by what there is for `de` (glibc, `_nl_make_l10nflist`); nothing where it names no language. */
function languagesOf(locale) {
    const [, language, country = ''] = /^([A-Za-z]{2,8})(_[A-Za-z\d]{2,8})?(?:[.@]|$)/.exec(locale) ?? [];
    return language === undefined ? [] : [language, language + country];
}
/** Of other languages than those `asked` for, also with a character set or a variant. */
function localesBut(asked) {
    const kept = [...FOR_EVERYONE, ...asked].join('|');
    // A language is the start of what there is for its countries.
    const keep = asked.filter((one) => !one.includes('_'));
    return [
        ...['/usr/share/locale', '/usr/share/locale-langpack', '/usr/local/share/locale'].map((at) => ({
            at,
            name: 'translations',
            outside: new RegExp(`^(?:$|(?:${kept})(?:[.@][^/]*)?(?:/|$))`),
            ...(keep.length === 0 ? {} : { keep }),
        })),
        {
            at: '/usr/share/i18n/locales',
            name: 'locale definitions',
            direct: true,
            // Those without a country are parts that the others are made of.
            only: /^[a-z]{2,3}_[A-Z]{2}/,
            except: new RegExp(`^(?:${kept})(?:[.@]|$)`),
            usedBy: ['locale-gen', 'localedef'],
        },
    ];
}

;// CONCATENATED MODULE: ./lib/findings/kinds/package-cache.js




const package_cache_GO = ['go', 'air', 'dlv', 'gopls', 'gotestsum', 'wgo'];
const CARGO = ['cargo', 'rustc', 'bacon'];
const MAVEN = ['mvn', 'mvnw', 'mvnd'];
const GRADLE = ['gradle', 'gradlew'];
/** What package managers of distributions keep of what they fetched. */
const package_cache_SYSTEM = [
    { at: '/var/lib/apt/lists', name: 'apt’s package lists', except: /^lock$/ },
    { at: '/var/cache/apt', name: 'apt’s cache of packages', except: /^lock$/ },
    { at: '/var/cache/apk', name: 'apk’s cache' },
    { at: '/etc/apk/cache', name: 'apk’s cache' },
    // What is left after `clean all` is their bookkeeping.
    { at: '/var/cache/dnf', name: 'dnf’s cache', except: /^(?:expired_repos|tempfiles)\.json$|\.pid$/ },
    { at: '/var/cache/libdnf5', name: 'dnf’s cache' },
    { at: '/var/cache/yum', name: 'yum’s cache', except: /^(?:timedhosts(?:\.txt)?|\.gpgkeyschecked\.yum)$/ },
    { at: '/var/cache/tdnf', name: 'tdnf’s cache' },
    { at: '/var/cache/zypp/raw', name: 'zypper’s cache' },
    { at: '/var/cache/zypp/packages', name: 'zypper’s cache' },
    { at: '/var/cache/zypp/solv', name: 'zypper’s cache', outside: /^@System/ },
    { at: '/var/cache/pacman/pkg', name: 'pacman’s downloaded packages' },
    { at: '/var/lib/pacman/sync', name: 'pacman’s package lists' },
];
const package_cache_PYTHON = [
    { at: '.cache/pip', name: 'pip’s cache' },
    // Beside these two lie the virtual environments, which are the program.
    { at: '.cache/pypoetry/cache', name: 'Poetry’s cache' },
    { at: '.cache/pypoetry/artifacts', name: 'Poetry’s cache' },
    // POETRY_CACHE_DIR may be anywhere.
    {
        at: 'cache/repositories',
        name: 'Poetry’s cache',
        where: (root, image) => isOfPoetry((0,posix_path/* parentOf */.gN)((0,posix_path/* parentOf */.gN)(root)), image),
    },
    { at: 'artifacts', name: 'Poetry’s cache', where: (root, image) => isOfPoetry((0,posix_path/* parentOf */.gN)(root), image) },
    // Scripts with their requirements in a comment run from `environments-v2`; `uvx` and `uv run --with` from the rest.
    { at: '.cache/uv', name: 'uv’s cache', outside: /^environments-v/, usedBy: ['uvx', '--with', '--script', 'tool'] },
    { at: '.cache/pipenv', name: 'Pipenv’s cache' },
    { at: '.cache/pdm/http', name: 'PDM’s cache' },
    { at: '.cache/pdm/wheels', name: 'PDM’s cache' },
    { at: 'pkgs', name: 'conda’s package cache', except: /^urls(?:\.txt)?$/, where: isCondaCache },
];
const package_cache_NODE = [
    { at: '.npm/_cacache', name: 'npm’s cache', usedBy: ['npx'] },
    { at: '.npm/_prebuilds', name: 'npm’s downloaded binaries' },
    { at: '.npm/_logs', name: 'npm’s logs' },
    { at: '.npm/_npx', name: 'packages that npx ran', usedBy: ['npx', 'exec'] },
    { at: '.cache/yarn', name: 'Yarn’s cache' },
    { at: '.yarn-cache', name: 'Yarn’s cache' },
    // With Plug'n'Play the archives are what runs: only where node_modules was written from them they have done their work.
    { at: '.yarn/cache', name: 'Yarn’s cache', where: isUnpackedByYarn },
    { at: '.yarn/berry/cache', name: 'Yarn’s global cache', where: isUnpackedSomewhere },
    { at: '.local/share/pnpm/store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
    { at: '.pnpm-store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
    { at: '/pnpm/store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
    { at: '.cache/pnpm', name: 'pnpm’s cache', usedBy: ['dlx', 'pnpx'] },
    // Without node_modules Bun runs packages from there.
    { at: '.bun/install/cache', name: 'Bun’s cache', where: (_, image) => hasInUsualPlace('node_modules', image) },
    { at: '.cache/node-gyp', name: 'node-gyp’s downloaded headers' },
    { at: '.node-gyp', name: 'node-gyp’s downloaded headers' },
    { at: '.cache/electron', name: 'Electron’s downloads' },
];
const COMPILED = [
    { at: '.cache/go-build', name: 'Go’s build cache', usedBy: package_cache_GO },
    { at: 'pkg/mod', name: 'Go’s module cache', where: isModuleCache, usedBy: package_cache_GO },
    ...['.cargo', 'cargo'].flatMap((home) => ['registry/cache', 'registry/src', 'registry/index', 'git/db', 'git/checkouts'].map((part) => ({
        at: `${home}/${part}`,
        name: 'Cargo’s cache',
        usedBy: CARGO,
    }))),
    { at: '.cache/ccache', name: 'ccache’s cache' },
    { at: '.ccache', name: 'ccache’s cache' },
    { at: '.cache/sccache', name: 'sccache’s cache' },
];
const JVM = [
    { at: '.m2/repository', name: 'Maven’s repository', where: isNotRunFrom('.m2'), usedBy: MAVEN },
    { at: '.m2/wrapper/dists', name: 'Maven’s downloads of itself', where: isNotRunFrom('.m2'), usedBy: MAVEN },
    { at: '.gradle/caches', name: 'Gradle’s caches', where: isNotRunFrom('.gradle'), usedBy: GRADLE },
    { at: '.gradle/wrapper/dists', name: 'Gradle’s downloads of itself', usedBy: GRADLE },
    { at: '.ivy2/cache', name: 'Ivy’s cache', where: isNotRunFrom('.ivy2'), usedBy: ['sbt', 'ant'] },
];
const package_cache_OTHERS = [
    { at: '.composer/cache', name: 'Composer’s cache' },
    { at: '.cache/composer', name: 'Composer’s cache' },
    // COMPOSER_HOME may be anywhere, and is /tmp in Composer's own image.
    ...['files', 'repo', 'vcs'].map((part) => ({
        at: `cache/${part}`,
        name: 'Composer’s cache',
        where: (root, image) => image.hasDirectory(`${(0,posix_path/* parentOf */.gN)(root)}/repo/https---repo.packagist.org`),
    })),
    { at: '/tmp/pear', name: 'PECL’s downloads', usedBy: ['pecl', 'pear'] },
    { at: '.cpanm', name: 'cpanm’s work directory', usedBy: ['cpanm'] },
    { at: 'cache', name: 'archives of installed gems', direct: true, only: /\.gem$/, where: isGemCache },
    { at: '.bundle/cache', name: 'Bundler’s cache' },
    { at: '.cache/pre-commit', name: 'pre-commit’s cache', usedBy: ['pre-commit'] },
    { at: '.cache/Homebrew', name: 'Homebrew’s cache' },
    { at: '.local/share/NuGet/http-cache', name: 'NuGet’s cache' },
    { at: '.local/share/NuGet/v3-cache', name: 'NuGet’s cache' },
    { at: '.nuget/packages', name: 'NuGet’s packages', where: (_, image) => runsPublishedDotnet(image) },
    { at: '.hex/packages', name: 'Hex’s cache' },
];
/**
 * What package managers keep of what they fetched or built, in any home directory. Left alone is what programs run from
 * although it is called a cache: browsers of Playwright, Puppeteer and Cypress, Deno's modules, Coursier's jars, Bazel's
 * outputs, models; NuGet's packages, unless the program has its own beside it.
 */
function packageCache(image) {
    return tableRule('package-cache', [...package_cache_SYSTEM, ...package_cache_PYTHON, ...package_cache_NODE, ...COMPILED, ...JVM, ...package_cache_OTHERS], image);
}
/** conda puts `urls.txt` into its cache, and `conda-meta` beside it where the base environment is. */
function isCondaCache(root, image) {
    return image.hasFile(`${root}/urls.txt`) || image.hasDirectory(`${(0,posix_path/* parentOf */.gN)(root)}/conda-meta`);
}
/** Older ones write the index's name in small letters. */
function isOfPoetry(cache, image) {
    const has = (part) => image.hasDirectory(`${cache}/${part}`);
    return has('artifacts') && (has('cache/repositories/PyPI') || has('cache/repositories/pypi'));
}
function isUnpackedByYarn(root, image) {
    const project = (0,posix_path/* parentOf */.gN)((0,posix_path/* parentOf */.gN)(root));
    return image.hasFile(`${project}/node_modules/.yarn-state.yml`) && !image.hasFile(`${project}/.pnp.cjs`);
}
function isUnpackedSomewhere(_, image) {
    return hasInUsualPlace('node_modules/.yarn-state.yml', image) && !hasInUsualPlace('.pnp.cjs', image);
}
/** `GOPATH` may be anywhere (`go help modules`): the downloads tell. */
function isModuleCache(root, image) {
    return image.hasDirectory(`${root}/cache/download`) || root.endsWith('/go/pkg/mod');
}
function isNotRunFrom(directory) {
    return (_, { command }) => !command.includes(`${directory}/`);
}
/** Ruby's own bundled gems are in its official images as `make install` leaves them. */
function isGemCache(root, image) {
    const gems = (0,posix_path/* parentOf */.gN)(root);
    return image.hasDirectory(`${gems}/specifications`) && !gems.startsWith('/usr/local/lib/ruby/gems/');
}

;// CONCATENATED MODULE: ./lib/findings/kinds/classify.js







/** Directories in directories: packages of Node.js that each hold their own come to some 40. What a directory takes grows with it. */
const DEEPEST = 128;
/** In their order: of two rules that fit a file the first has it. A cache holds whole trees that the others would take apart. */
const classify_RULES = [packageCache, buildTools, sources_sources, docsAndLocales, bytecodeCache];
/** Tells of directories what there is to say of their files; of most nothing. Asking is dear: twice of the same is to be saved. */
function createDirectories(image) {
    const rules = classify_RULES.map((rule) => rule(image));
    return (directory) => {
        const byName = isOfUse(directory) ? rules.flatMap((rule) => rule(directory) ?? []) : [];
        return byName.length === 0 ? null : (name) => firstKind(byName, name);
    };
}
/** Says of the files of an image what kind of waste they are. What a directory's path decides is decided once in a row. */
function createClassifier(image) {
    const ofDirectory = createDirectories(image);
    let last = null;
    let byName = null;
    return (directory, name) => {
        if (directory !== last) {
            last = directory;
            byName = ofDirectory(directory);
        }
        return byName?.(name) ?? null;
    };
}
/** From other directories nothing runs, and nothing is claimed of them. */
function isOfUse(directory) {
    return directory.length <= posix_path/* LONGEST_PATH */.fN && directory.split('/', DEEPEST + 2).length <= DEEPEST + 1;
}

;// CONCATENATED MODULE: ./lib/findings/ledger.js


function openLedger({ layers, names: { paths } }) {
    /** 1 where all of a file is counted: a million of them are nothing special. */
    const whole = layers.map(({ contents }) => new Uint8Array(contents.files.count));
    /** Bytes of those of which a part is, by layer and entry. */
    const parts = new Map();
    const size = (layer, entry) => {
        const files = layers[layer]?.contents.files;
        return files === undefined ? 0 : (0,layer_files/* sizeOf */.$d)(files, entry);
    };
    const isWhole = (layer, entry) => whole[layer]?.[entry] === 1;
    let total = 0;
    return {
        get bytes() {
            return total;
        },
        isCounted: isWhole,
        pathOf(layer, entry) {
            const view = layers[layer];
            return view === undefined ? '' : paths.path(shownPath(view, entry));
        },
        count(layer, entry, bytes = size(layer, entry)) {
            if (isWhole(layer, entry))
                return 0;
            const key = `${layer} ${entry}`;
            const before = parts.get(key) ?? 0;
            // Of parts of one file nobody knows how they overlap: the largest counts.
            const now = Math.max(before, Math.min(bytes, size(layer, entry)));
            const ofLayer = whole[layer];
            if (now < size(layer, entry))
                parts.set(key, now);
            else if (ofLayer !== undefined)
                ofLayer[entry] = 1;
            total += now - before;
            return now - before;
        },
        each(visit) {
            whole.forEach((ofLayer, layer) => ofLayer.forEach((isCounted, entry) => {
                if (isCounted === 1)
                    visit(layer, entry, size(layer, entry));
            }));
            for (const [key, bytes] of parts) {
                const [layer = 0, entry = 0] = key.split(' ').map(Number);
                if (!isWhole(layer, entry))
                    visit(layer, entry, bytes);
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/findings/origins.js


function originsOf({ layers, shown, names: { paths } }) {
    /** By path, one more than the layer's index; made when a path is written twice. */
    let origins = null;
    for (const [layer, { contents, hiddenBy }] of [...layers.entries()].reverse()) {
        const { files } = contents;
        for (let entry = 0; entry < files.count; entry++) {
            const hider = hiddenBy[entry] ?? 0;
            if (hider === 0 || files.kinds[entry] !== layer_files/* KIND */.Nd.file || (0,layer_files/* sizeOf */.$d)(files, entry) === 0)
                continue;
            const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
            // Each copy is hidden by the one above it: where one has another content, those below it are not reached.
            if (hider !== (origins?.[path] || shown.layer[path]))
                continue;
            const now = layers[(shown.layer[path] ?? 0) - 1]?.contents.files;
            if (now === undefined || (0,layer_files/* contentKey */.lO)(files, entry) !== (0,layer_files/* contentKey */.lO)(now, shown.entryOf(path)))
                continue;
            origins ??= new Uint8Array(paths.count);
            origins[path] = layer + 1;
        }
    }
    return (path, layer) => (origins?.[path] || layer + 1) - 1;
}

;// CONCATENATED MODULE: ./lib/findings/search.js





function openSearch(image, allows) {
    const files = imageFiles(image);
    return {
        image,
        files,
        kindAt: kindsOf(image, files, allows),
        allows,
        originOf: originsOf(image),
        ledger: openLedger(image),
    };
}
/** Directories of whose files there is something to say: of more than so many it is asked again. */
const MOST_DIRECTORIES = 2 ** 14;
/** Of a base image only build tools count: who chooses the base chooses those, and there is one without them. */
function kindsOf(image, files, allows) {
    const { paths } = image.names;
    const ofDirectory = createDirectories(files);
    // Files with several paths jump from one directory to another and back.
    const known = new Map();
    const isSilent = new Uint8Array(paths.count);
    function byNameIn(directory) {
        if (isSilent[directory] === 1)
            return null;
        const before = known.get(directory);
        if (before !== undefined)
            return before;
        const byName = ofDirectory(paths.path(directory));
        if (known.size === MOST_DIRECTORIES)
            known.clear();
        if (byName === null)
            isSilent[directory] = 1;
        else
            known.set(directory, byName);
        return byName;
    }
    return (path, owner) => {
        const kind = byNameIn(paths.parent(path))?.(paths.name(path)) ?? null;
        return kind !== null && concerns(kind, owner) && allows(kind.rule, () => paths.path(path)) ? kind : null;
    };
}
function concerns({ rule, name }, owner) {
    // Documentation that somebody chose in the build context is there to be read; of its translations some are.
    if (rule === 'docs-and-locales' && name !== 'translations' && contextCopyOf(owner)?.isWhole === false)
        return false;
    return isOwn(owner) || rule === 'build-tools';
}

;// CONCATENATED MODULE: ./lib/findings/secret-in-layer.js








/** Files with secrets in any layer of the image's own, also where a later one deletes them; never what they hold. */
function secretsInLayers({ layers, names: { paths } }, allows) {
    const told = new Set();
    const all = new Set(layers.flatMap(({ contents }) => [...contents.secrets.keys()]));
    const placed = layers.map((view) => placesIn(view, all));
    return layers.flatMap((view, index) => {
        const { owner } = view.layer;
        if (!isOwn(owner))
            return [];
        return [...view.contents.secrets].flatMap(([path, kind]) => {
            const place = paths.path(path);
            if (!allows('secret-in-layer', () => place))
                return [];
            const entry = placed[index]?.files.get(path) ?? 0;
            // Written again for another owner or mode, it is the same secret.
            const key = `${path} ${(0,layer_files/* contentKey */.lO)(view.contents.files, entry)}`;
            if (told.has(key))
                return [];
            told.add(key);
            const above = (view.hiddenBy[entry] ?? 0) - 1;
            const later = layers[above];
            const isWritten = placed[above]?.written.has(path) === true;
            const hidden = later === undefined
                ? ''
                : ` ${atPlace(later.layer.owner)} ${isWritten ? 'writes over it' : 'deletes it'}, and whoever pulls the image can still read it.`;
            return [
                {
                    rule: 'secret-in-layer',
                    subject: place,
                    bytes: 0,
                    line: owner.lines?.start ?? null,
                    text: owner.text,
                    paths: [place],
                    advice: `\`${place}\` holds ${kind}, and ${placeOf(owner)} puts it into a layer.${hidden} ${instead(owner, kind, place)} Consider what was pushed as known, and replace it.`,
                },
            ];
        });
    });
}
/** In one go: a layer may have as many secrets as files. */
function placesIn({ contents: { files } }, secrets) {
    const entries = new Map();
    const written = new Set();
    for (let entry = 0; entry < (secrets.size === 0 ? 0 : files.count); entry++) {
        const [path = path_table/* ROOT */.Dl, kind] = [files.paths[entry], files.kinds[entry]];
        if (!secrets.has(path) || kind === layer_files/* KIND */.Nd.deleted || kind === layer_files/* KIND */.Nd.opaque)
            continue;
        written.add(path);
        if (kind === layer_files/* KIND */.Nd.file || kind === layer_files/* KIND */.Nd.replaced)
            entries.set(path, entry);
    }
    return { files: entries, written };
}
/** Packages make keys when they are installed (ssl-cert, openssh-server), and so do these programs. */
const MAKES_KEYS = [...INSTALLERS, 'ssh-keygen', 'openssl', 'make-ssl-cert', 'keytool', 'mkcert'];
/** What is read while an image is built, and hardly when it runs. */
const FOR_BUILDS = /\/(?:\.netrc|_netrc|\.pypirc|pip\.conf|settings\.xml)$/;
/** How else to give a secret to what needs it. */
function instead(owner, kind, place) {
    const mount = `ount it where it is needed: \`RUN --mount=type=secret,id=…,target=${place}\`.`;
    const isForBuilds = kind === 'a registry token' || kind === 'credentials of a repository' || FOR_BUILDS.test(place);
    const name = (0,posix_path/* baseName */.Fl)(place);
    const copy = contextCopyOf(owner);
    if (copy !== null && !copy.names(name)) {
        const ignored = `Add ${quote(`**/${name}`, 120)} to \`.dockerignore\``;
        return isForBuilds ? `${ignored}, and m${mount}` : `${ignored}, and ${GIVEN}`;
    }
    if (kind === 'a private key' && instruction_text_commandOf(owner.commands, MAKES_KEYS) !== null) {
        return 'Delete it in the same `RUN`, and let each container make its own when it starts.';
    }
    const isCopied = copy !== null || copyingOf(owner.text).from !== null;
    return isCopied && !isForBuilds ? `Leave it out of what is copied, and ${GIVEN}` : `M${mount}`;
}
const GIVEN = 'give it to the container when it starts, as variables or as a file that is mounted.';

;// CONCATENATED MODULE: ./lib/findings/single-stage.js







/** Bytes: for less nobody splits a Dockerfile. */
const WORTH_SPLITTING = 1_000_000;
/** What a last stage would be without. */
const LEFT_BEHIND = [
    'build-tools',
    'package-cache',
    'sources',
    'dev-dependencies',
    'docs-and-locales',
];
/**
 * A build with its tools in the stages that ship, one that lies on others among them: what a last stage without them would
 * save, all that the other rules found which belongs to building, each byte once. `graph`: of the image's Dockerfile, null
 * where it is not known.
 */
function singleStage(image, heaps, graph) {
    const { measurement } = image;
    const owner = builderOf(measurement);
    const hasTools = heaps.some(({ rule }) => rule === 'build-tools');
    if (!hasTools || owner === null || STAGE.test(measurement.target) || !shipsAll(measurement, graph))
        return [];
    const saved = heaps.filter(({ rule }) => LEFT_BEHIND.includes(rule));
    const ledger = openLedger(image);
    for (const heap of saved)
        countHeap(ledger, heap);
    const { bytes } = ledger;
    if (bytes < WORTH_SPLITTING)
        return [];
    const paths = saved.toSorted((one, other) => other.bytes - one.bytes).flatMap((heap) => heap.paths.slice(0, 3));
    return [
        {
            rule: 'single-stage',
            subject: '',
            owner,
            // An image has one at most.
            text: '',
            bytes,
            members: saved.flatMap((heap) => heap.members),
            paths: [...new Set(paths)].slice(0, 20),
            advice: `${atPlace(owner)} builds in the stage that ships. ${splitting(measurement, graph)}`,
        },
    ];
}
const single_stage_COMPILES = beginning(...['go (?:build|install)', String.raw `cargo (?:\S+ )*?(?:build|install)`, 'rustc', 'zig build', 'swift build'], ...['make', 'ninja', 'cmake', 'meson', 'gcc', String.raw `g\+\+`, 'cc', String.raw `c\+\+`, String.raw `clang(?:\+\+)?`], ...['javac', 'mvnw?', 'gradlew?', 'sbt', 'lein', 'dotnet (?:build|publish)'], ...['tsc', String.raw `(?:npm|pnpm|yarn|bun) (?:\S+ )*?build`, '(?:npx )?(?:next|vite|webpack|ng) build'], ...['mix (?:compile|release)', 'stack build', 'cabal (?:build|install)']);
/** They install a project's packages, and may compile some of them. */
const INSTALLS = beginning(...['npm (?:ci|i|install)', 'pnpm (?:i|install)', 'yarn(?: install)?', 'bun install'], ...[String.raw `pip[\d.]* install`, 'poetry install', 'uv (?:sync|pip install)', 'bundle install', 'composer install']);
/** Commands that begin with one of these patterns, wherever the program lies, but those that install for all projects. */
function beginning(...patterns) {
    return new RegExp(String.raw `^(?!.*\s(?:-g|--global)(?:\s|$))(?:\S*/)?(?:${patterns.join('|')})(?:\s|$)`, 's');
}
/** A script, or a heredoc: what it does is not known. */
const RUNS_SCRIPT = /^(?:\.\/\S|\S+\.(?:sh|py|pl|rb|js|ts)(?:\s|$)|(?:bash|sh|python[\d.]*|perl|ruby|node|deno|php) [^-\s])|<</;
/** The RUN that builds: the first that compiles, else that installs the project's packages, else that may do so. */
function builderOf({ layers }) {
    const owners = layers.map(({ owner }) => owner).filter(isOwnRun);
    const runs = (commands) => owners.find((owner) => commandLines(owner.commands).some((words) => commands.test(words.join(' '))));
    return runs(single_stage_COMPILES) ?? runs(INSTALLS) ?? runs(RUNS_SCRIPT) ?? null;
}
/** Whether the image has what all stages hold that it is built from: it lies on them. */
function shipsAll({ target, stages }, graph) {
    const index = single_stage_indexOf(graph, target);
    return graph === null || index < 0
        ? stages.used === 1
        : reachable(graph, index).size === stageChain(graph, index).length;
}
function splitting({ target }, graph) {
    const name = graph?.stages[single_stage_indexOf(graph, target)]?.name ?? null;
    return `${name === null ? 'Name this one (`FROM … AS build`), end' : 'End'} with another \`FROM\` of an image that only runs the program, and \`COPY --from=${name ?? 'build'}\` what that needs.`;
}
function single_stage_indexOf(graph, target) {
    return graph?.stages.findIndex((stage) => stage.target === target) ?? -1;
}

;// CONCATENATED MODULE: ./lib/findings/waste.js









/** Looks for waste in an image. `graph`: the stages of its Dockerfile, null where they are not known. */
function wasteOf(image, allows, graph = null) {
    const search = openSearch(image, allows);
    // The last two leave out files that need not be there as a whole.
    const heaps = [hiddenWaste, fileWaste, devDependencies, contextBloat, duplicates, debugInfo].flatMap((rule) => rule(search));
    const split = allows('single-stage', () => '') ? singleStage(image, heaps, graph) : [];
    const weighed = [...heaps, ...split].map(weighedOf);
    const secrets = secretsInLayers(image, allows);
    return {
        found: [...weighed, ...secrets],
        weighed,
        secrets,
        image,
        ledger: search.ledger,
        bytes: search.ledger.bytes,
        isWhole: image.layers.every(({ contents }) => !contents.hidesWaste),
    };
}
function weighedOf({ rule, subject, owner, text, bytes, paths, advice, members }) {
    return { rule, subject, bytes, line: owner.lines?.start ?? null, text, paths, advice, members };
}

;// CONCATENATED MODULE: ./lib/findings/findings.js







/**
 * null where nothing was looked at: an image that is not shipped, or was not built at the head. Waste is looked for
 * `always`, or where the change may have brought some.
 */
function findingsOf(row, sources, measured, inside, allows, always) {
    const head = examined(row.head, 'head', sources, measured);
    if (!row.shipped || head === null)
        return null;
    const base = examined(row.base, 'base', sources, measured);
    const { head: image, base: before } = always || mayBringWaste(inside) ? inside : { head: null, base: null };
    const waste = image === null ? null : wasteOf(image, allows, head.graph);
    const wasteBefore = before === null ? null : wasteOf(before, allows, base?.graph ?? null);
    const own = [
        ...told(hygiene(head), base === null ? null : hygiene(base), row),
        ...toldWaste(waste, wasteBefore, row),
    ].filter(({ rule }) => allows(rule, () => ''));
    const checks = checkFindings(head, base, baseOf(row), own).filter(({ rule }) => allows(rule, () => ''));
    const findings = [...own, ...checks].toSorted((one, other) => Number(one.inBase ?? false) - Number(other.inBase ?? false) || other.bytes - one.bytes);
    return { findings: findings.map((one) => ({ ...one, advice: naming(head.ignoreFile, one.advice) })), waste };
}
/** Advice speaks of `.dockerignore`, which a Dockerfile may have another one in place of. */
function naming(ignoreFile, advice) {
    return advice.replaceAll('`.dockerignore`', () => quote(ignoreFile, 120));
}
/** Findings of the head, of what weighs nothing, with whether the base (null: not known) has them. */
function told(head, base, row) {
    const known = base === null ? null : knownBefore(head, base);
    return head.map((found) => {
        const { rule, bytes, line, paths, advice } = found;
        return { rule, bytes, line, paths, advice, url: null, inBase: known?.has(found) ?? baseOf(row), grown: null };
    });
}
/** What weighs something is known before where next to nothing of it is new. */
function toldWaste(head, base, row) {
    if (head === null)
        return [];
    if (base === null)
        return told(head.found, null, row);
    const fresh = newBytes(head, base);
    const weighed = head.weighed.map((found) => {
        const { rule, bytes, line, paths, advice } = found;
        const brought = fresh.get(found) ?? bytes;
        const inBase = !isWorthSaying(brought, bytes);
        const grown = !inBase && isWorthSaying(bytes - brought, bytes) ? brought : null;
        return { rule, bytes, line, paths, advice, url: null, inBase, grown };
    });
    return [...weighed, ...told(head.secrets, base.secrets, row)];
}
/** What a new image has, its base had not; of one that could not be measured nothing is known. */
function baseOf({ status }) {
    return status === 'added' ? false : null;
}
/** Stages that none of the targets needs which were built of the same image. */
function unneeded({ image, stages }, side) {
    const others = side.filter((other) => other.image === image && other.shipped);
    return new Set(stages.unused.filter((name) => others.every((other) => other.stages.unused.includes(name))));
}
function examined(measurement, side, sources, measured) {
    if (measurement === null)
        return null;
    const images = sources.find((source) => source.side === side)?.images ?? [];
    const own = images.filter(({ request }) => request.name === measurement.image);
    const image = own.find(({ platform }) => platform === measurement.platform) ?? own[0];
    if (image === undefined)
        return null;
    const contexts = image.request.build.contexts.map(({ name }) => name);
    const { graph, ignoreFile } = image;
    return { measurement, graph, contexts, ignoreFile, unused: unneeded(measurement, measured[side]) };
}

;// CONCATENATED MODULE: ./lib/findings/rule-settings.js

/** What `settings` leave to look at; a rule that they do not name is looked for everywhere. */
function allowsOf(settings) {
    const ignored = new Map(Object.entries(settings).map(([rule, setting]) => [
        rule,
        setting === 'off' ? null : setting.ignore.map(pathPattern),
    ]));
    return (rule, path) => {
        const patterns = ignored.get(rule);
        if (patterns === undefined)
            return true;
        if (patterns === null)
            return false;
        const text = path();
        return !patterns.some((isIgnored) => isIgnored(text));
    };
}

;// CONCATENATED MODULE: ./lib/explain/likeness.js
/** Below this two instructions are strangers, and one of them was removed, the other added. */
const AKIN = 0.5;
/** `ADD` and `COPY` do the same work: one changed into the other is an edit. */
const KIN = { ADD: 'COPY' };
/** What stands between the commands of a `RUN`. */
const SEPARATORS = new Set(['&&', ';', '\\']);
/**
 * How alike two instructions are, from 0 to 1: the share of words they have in common (Sørensen–Dice over the words
 * after the keyword, repeated ones counted), or {@link AKIN} at least for copies to the same file and for the same
 * variable. 0 where the keywords differ.
 */
function likeness(one, other) {
    if (keywordOf(one) !== keywordOf(other))
        return 0;
    const [words, others] = [wordsOf(one), wordsOf(other)];
    const alike = keywordOf(one) === 'COPY' ? sameFile(words, others) : sameVariable(one, other);
    return Math.max(dice(words, others), alike ? AKIN : 0);
}
/**
 * How alike an instruction and several are that it was split into, or joined from, from 0 to 1. 0 where one of them has
 * little to do with it, or brings nothing of it that the others do not.
 */
function groupLikeness(whole, parts) {
    const keyword = keywordOf(whole);
    if (!SPLIT.has(keyword) || parts.some((part) => keywordOf(part) !== keyword))
        return 0;
    const words = wordsOf(whole);
    const lists = parts.map((part) => wordsOf(part));
    for (const [index, list] of lists.entries()) {
        const others = lists.filter((_, other) => other !== index).flat();
        if (likeness_common(list, words) < MOSTLY * list.length)
            return 0;
        if (likeness_common([...others, ...list], words) <= likeness_common(others, words))
            return 0;
    }
    return dice(words, lists.flat());
}
/** What can do the work of several, or be done by several. */
const SPLIT = new Set(['RUN', 'COPY']);
const MOSTLY = 0.6;
function keywordOf(text) {
    const upper = (/^\S+/.exec(text)?.[0] ?? '').toUpperCase();
    return Object.hasOwn(KIN, upper) ? (KIN[upper] ?? upper) : upper;
}
function dice(words, others) {
    const count = words.length + others.length;
    return count === 0 ? 1 : (2 * likeness_common(words, others)) / count;
}
/** How many words are in both, repeated ones counted. */
function likeness_common(words, others) {
    const left = new Map();
    for (const word of words)
        left.set(word, (left.get(word) ?? 0) + 1);
    let count = 0;
    for (const word of others) {
        const rest = left.get(word) ?? 0;
        if (rest === 0)
            continue;
        left.set(word, rest - 1);
        count++;
    }
    return count;
}
/** Many copies go to the same directory; that says nothing. */
function sameFile(words, others) {
    const target = words.at(-1);
    return target !== undefined && target === others.at(-1) && !/(?:^|\/)\.{0,2}$/.test(target);
}
function sameVariable(one, other) {
    const name = /^(?:ARG|ENV)\s+([^\s=]+)/i;
    const variable = name.exec(one)?.[1];
    return variable !== undefined && variable === name.exec(other)?.[1];
}
function wordsOf(text) {
    return text
        .split(/\s+/)
        .slice(1)
        .map((word) => word.replace(/;+$/, ''))
        .filter((word) => word !== '' && !SEPARATORS.has(word));
}

;// CONCATENATED MODULE: ./lib/explain/cause.js

/** null where the shown side, the head's for what is on both, has no source. */
function causeOf(head, base, atHead) {
    const shown = atHead ? head : base;
    if (shown === null)
        return null;
    const text = cause_textOf(shown);
    const isSame = !atHead || base === null || wholeOf(base) === wholeOf(shown);
    return {
        kind: shown.kind,
        line: shown.kind === 'instruction' ? shown.lines.start : null,
        stage: shown.kind === 'instruction' ? shown.stage : null,
        text,
        was: isSame ? null : cause_textOf(base),
        inputs: head?.kind === 'instruction' && base?.kind === 'instruction' ? changesOf(head.inputs, base.inputs) : [],
    };
}
function cause_textOf(source) {
    return source.kind === 'image' ? source.reference : source.text;
}
function wholeOf(source) {
    return source.kind === 'image' ? source.reference : source.whole;
}
/** What one side has and the other lacks; those that are alike are one change. */
function changesOf(head, base) {
    const gone = minus(base, head);
    const changed = minus(head, base).map((input) => {
        const index = gone.findIndex((was) => akin(input.whole, was.whole));
        const [was] = index < 0 ? [] : gone.splice(index, 1);
        return { text: input.text, was: was?.text ?? null };
    });
    return [...changed, ...gone.map((was) => ({ text: null, was: was.text }))];
}
/** References of images have no words: any two are the same image, changed. */
function akin(text, was) {
    const isImage = (one) => !one.includes(' ');
    if (isImage(text) || isImage(was))
        return isImage(text) && isImage(was);
    return likeness(text, was) >= AKIN;
}
function minus(all, others) {
    const left = others.map(({ whole }) => whole);
    return all.filter(({ whole }) => {
        const index = left.indexOf(whole);
        if (index >= 0)
            left.splice(index, 1);
        return index < 0;
    });
}

;// CONCATENATED MODULE: ./lib/explain/contribution.js
/** The owner of bytes that a size counts and no layer has, as in an estimate. */
const NOBODY = {
    origin: 'own',
    text: '(not attributed to an instruction)',
    commands: '(not attributed to an instruction)',
    whole: '(not attributed to an instruction)',
    stage: null,
    lines: null,
    source: null,
};
/** The image's contributions in the order of its layers; their bytes add up to its size. Nothing for null. */
function contributionsOf(measurement) {
    if (measurement === null)
        return [];
    const byOwner = new Map();
    for (const layer of measurement.layers) {
        const id = contribution_idOf(layer.owner);
        byOwner.set(id, [...(byOwner.get(id) ?? []), layer]);
    }
    const contributions = [...byOwner.values()].flatMap((layers) => contributionOf(layers));
    const rest = measurement.size.bytes - sum(measurement.layers);
    return rest === 0 ? contributions : [...contributions, { owner: NOBODY, bytes: rest, diffIds: [] }];
}
function contributionOf(layers) {
    const [first] = layers;
    if (first === undefined)
        return [];
    return [{ owner: first.owner, bytes: sum(layers), diffIds: layers.map((layer) => layer.diffId) }];
}
function sum(layers) {
    return layers.reduce((bytes, layer) => bytes + layer.size, 0);
}
/** Without lines two equal instructions of a stage can't be told apart; they are then one contribution. */
function contribution_idOf(owner) {
    if (owner.origin === 'base')
        return JSON.stringify(['base', owner.text]);
    return JSON.stringify(['own', owner.stage, owner.text, owner.lines?.start ?? null]);
}

;// CONCATENATED MODULE: ./lib/explain/align.js

/** Into how many an instruction is taken to be split. */
const MOST_PARTS = 8;
/**
 * Matches what is alike in order, so that the sum of likenesses, each counted for all that it explains, is the largest
 * (an alignment, as a diff makes of lines).
 */
function align(heads, bases) {
    // best[i][j]: the largest sum for heads from i and bases from j, and the step that it takes first.
    const best = Array.from({ length: heads.length + 1 }, () => new Array(bases.length + 1).fill(0));
    const steps = heads.map(() => new Array(bases.length).fill(null));
    const at = (i, j) => best[i]?.[j] ?? 0;
    for (let i = heads.length - 1; i >= 0; i--) {
        const [row, rowSteps] = [best[i] ?? [], steps[i] ?? []];
        for (let j = bases.length - 1; j >= 0; j--) {
            row[j] = Math.max(at(i + 1, j), at(i, j + 1));
            for (const step of stepsFrom(heads, bases, i, j)) {
                const sum = step.score + at(i + step.heads.length, j + step.bases.length);
                if (sum < at(i, j) || (sum === at(i, j) && rowSteps[j] != null))
                    continue;
                row[j] = sum;
                rowSteps[j] = step;
            }
        }
    }
    const matches = [];
    for (let i = 0, j = 0; i < heads.length && j < bases.length;) {
        const step = steps[i]?.[j] ?? null;
        if (step !== null) {
            matches.push({ heads: step.heads, bases: step.bases });
            i += step.heads.length;
            j += step.bases.length;
        }
        else if (at(i, j) === at(i + 1, j))
            i++;
        else
            j++;
    }
    return matches;
}
/** 0 for strangers. Of base images only the place tells: another reference in the same place is a base that was changed. */
function alike(head, base) {
    if (head.owner.origin !== base.owner.origin)
        return 0;
    const score = head.owner.origin === 'base' ? 1 : likeness(head.owner.whole, base.owner.whole);
    return score < AKIN ? 0 : score;
}
/** All that can be matched of the head's `i`th and the base's `j`th and what follows them. */
function stepsFrom(heads, bases, i, j) {
    const [head, base] = [heads[i], bases[j]];
    if (head === undefined || base === undefined || head.owner.origin !== base.owner.origin)
        return [];
    const score = alike(head, base);
    const pair = score === 0 ? [] : [{ heads: [head], bases: [base], score: 2 * score }];
    if (head.owner.origin === 'base')
        return pair;
    return [
        ...pair,
        ...groups(base, heads, i).map(({ parts, score }) => ({ heads: parts, bases: [base], score })),
        ...groups(head, bases, j).map(({ parts, score }) => ({ heads: [head], bases: parts, score })),
    ];
}
function groups(whole, all, from) {
    const found = [];
    for (let count = 2; count <= MOST_PARTS && from + count <= all.length; count++) {
        const parts = all.slice(from, from + count);
        const [first, last] = [parts[0], parts.at(-1)];
        if (last?.owner.origin !== 'own' || last.owner.stage !== first?.owner.stage)
            break;
        const score = groupLikeness(whole.owner.whole, parts.map(({ owner }) => owner.whole));
        if (score >= AKIN)
            found.push({ parts, score: (count + 1) * score });
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/explain/pair.js

/** What is told apart from its place needs more than what stands where it stood. */
const SURELY_AKIN = 0.6;
/** Pairs whose words are compared, which takes some second: two images of 127 layers, none of which they share, have as many. */
const MOST_PAIRS = 128 * 128;
/**
 * Head and base contributions matched by what they are: the same content, the same words in the same stage, the same
 * words, then words alike in the same order (an edited instruction, or one split or joined), words alike in another place,
 * at last heredocs that begin alike. Each is in exactly one match, which lacks a side where it is new or gone; matches are in
 * the head's order, what is gone stands behind what it followed at the base.
 */
function pairContributions(heads, bases) {
    const matches = [];
    const freeHeads = () => pair_without(heads, new Set(matches.flatMap((match) => match.heads)));
    const freeBases = () => pair_without(bases, new Set(matches.flatMap((match) => match.bases)));
    const keys = [
        (one) => key(one, one.diffIds, one.owner.whole),
        (one) => (one.bytes === 0 ? null : key(one, one.diffIds)),
        (one) => key(one, one.owner.stage, one.owner.whole),
        (one) => key(one, one.owner.whole),
    ];
    for (const keyOf of keys)
        matches.push(...equal(freeHeads(), freeBases(), keyOf));
    if (freeHeads().length * freeBases().length > MOST_PAIRS)
        return inOrder(heads, bases, matches);
    matches.push(...align(freeHeads(), freeBases()));
    matches.push(...moved(freeHeads(), freeBases()));
    // Of a heredoc all may be new but the line that it begins with.
    matches.push(...equal(freeHeads(), freeBases(), (one) => key(one, one.owner.stage, one.owner.text)));
    return inOrder(heads, bases, matches);
}
function key(of, ...parts) {
    return JSON.stringify([of.owner.origin, ...parts]);
}
/** Pairs what has the same key, first with first, second with second. */
function equal(heads, bases, keyOf) {
    const waiting = new Map();
    for (const base of bases)
        waiting.set(keyOf(base), [...(waiting.get(keyOf(base)) ?? []), base]);
    return heads.flatMap((head) => {
        const id = keyOf(head);
        const base = id === null ? undefined : waiting.get(id)?.shift();
        return base === undefined ? [] : [{ heads: [head], bases: [base] }];
    });
}
/** Pairs what was moved and edited, the most alike first. */
function moved(heads, bases) {
    const pairs = heads
        .flatMap((head) => bases.map((base) => ({ head, base, score: alike(head, base) })))
        .filter(({ score }) => score >= SURELY_AKIN)
        .sort((one, other) => other.score - one.score);
    const taken = new Set();
    return pairs.flatMap(({ head, base }) => {
        if (taken.has(head) || taken.has(base))
            return [];
        taken.add(head).add(base);
        return [{ heads: [head], bases: [base] }];
    });
}
function pair_without(all, taken) {
    return all.filter((one) => !taken.has(one));
}
function inOrder(heads, bases, matches) {
    const ofHead = new Map(matches.map((match) => [match.heads[0], match]));
    const others = new Set(matches.flatMap((match) => match.heads.slice(1)));
    const ofBase = new Map(matches.flatMap((match) => match.bases.map((base) => [base, match])));
    const gone = new Map();
    let previous = null;
    for (const base of bases) {
        const match = ofBase.get(base);
        if (match !== undefined)
            previous = match.heads[0] ?? null;
        else
            gone.set(previous, [...(gone.get(previous) ?? []), { heads: [], bases: [base] }]);
    }
    return [
        ...(gone.get(null) ?? []),
        ...pair_without(heads, others).flatMap((head) => [
            ofHead.get(head) ?? { heads: [head], bases: [] },
            ...(gone.get(head) ?? []),
        ]),
    ];
}

;// CONCATENATED MODULE: ./lib/explain/instructions.js



/**
 * What each instruction weighs at the head and at the base, in the head's order with what is gone at its old place.
 * `head` adds up to the head's size, `base` to the base's, `change` to their difference, always to the byte.
 */
function explainInstructions(head, base) {
    const matches = pairContributions(contributionsOf(head), contributionsOf(base));
    return matches.map((match) => instructionOf(match));
}
/**
 * {@link explainInstructions} for a row. Where the head was not measured there is nothing to explain; where the base
 * could not be measured, each instruction's change is null.
 */
function explainRow(row) {
    if (row.status === 'failed')
        return [];
    const instructions = explainInstructions(row.head, row.base);
    const unknown = row.status === 'changed' && row.base === null;
    return unknown ? instructions.map((instruction) => ({ ...instruction, change: null })) : instructions;
}
function instructionOf({ heads, bases }) {
    const shown = heads.length > 0 ? heads : bases;
    const [first] = shown;
    if (first === undefined)
        throw new TypeError('a match without sides');
    const [text, before] = [instructions_textOf(shown), instructions_textOf(bases)];
    const sourceOf = (side) => side.find(({ owner }) => owner.source !== null)?.owner.source ?? null;
    return {
        line: first.owner.lines?.start ?? null,
        stage: first.owner.stage,
        text,
        was: bases.length > 0 && instructions_wholeOf(shown) !== instructions_wholeOf(bases) ? before : null,
        origin: first.owner.origin,
        head: bytesOf(heads),
        base: bytesOf(bases),
        change: (bytesOf(heads) ?? 0) - (bytesOf(bases) ?? 0),
        parts: heads.length > 1 || bases.length > 1
            ? [...heads.map((head) => partOf(head, 'head')), ...bases.map((base) => partOf(base, 'base'))]
            : [],
        cause: causeOf(sourceOf(heads), sourceOf(bases), heads.length > 0),
    };
}
function partOf({ owner, bytes }, side) {
    return {
        line: owner.lines?.start ?? null,
        stage: owner.stage,
        text: owner.text,
        head: side === 'head' ? bytes : null,
        base: side === 'base' ? bytes : null,
    };
}
function instructions_textOf(side) {
    return side.map(({ owner }) => owner.text).join('\n');
}
function instructions_wholeOf(side) {
    return side.map(({ owner }) => owner.whole).join('\n');
}
function bytesOf(side) {
    return side.length === 0 ? null : side.reduce((sum, { bytes }) => sum + bytes, 0);
}

;// CONCATENATED MODULE: ./lib/explain/inside.js


/** Nothing of a row that is not shipped. It takes some 3 bytes for each path that the run knows: one row after the other. */
function lookInside({ shipped, head, base }, contents) {
    const into = (side) => side === null || !shipped ? null : insideOf(side, contents);
    return { head: into(head), base: into(base) };
}
function insideOf(measurement, contents) {
    const { names } = contents;
    const system = fileSystemOf(measurement, contents);
    if (system === null)
        return null;
    const shown = shownPaths(system, names.paths);
    const records = new Map();
    for (const [index, { contents: inLayer }] of system.layers.entries()) {
        for (const [path, record] of inLayer.packages)
            if (shown.layer[path] === index + 1)
                records.set(path, record);
    }
    return { ...system, measurement, names, shown, records };
}

;// CONCATENATED MODULE: ./lib/explain/unread.js
function packageKey({ type, name }) {
    return `${type} ${name}`;
}
function unreadOf(head, base) {
    const [ofHead, ofBase] = [unreadFiles(head, base), unreadFiles(base, head)];
    return {
        head: new Set([...ofHead.values()].flat()),
        base: new Set([...ofBase.values()].flat()),
        doubtful: new Set([...packagesAt(ofHead, base), ...packagesAt(ofBase, head)]),
    };
}
/** What one layer shows on both sides tells the same of both, whatever that is. */
function unreadFiles(side, other) {
    const files = new Map();
    for (const [path, { unreadable }] of side.records) {
        if (unreadable !== undefined && layerAt(side, path) !== layerAt(other, path))
            files.set(path, unreadable);
    }
    return files;
}
function layerAt({ layers, shown }, path) {
    return layers[(shown.layer[path] ?? 0) - 1]?.layer.diffId;
}
function packagesAt(files, { records }) {
    return [...files.keys()].flatMap((path) => (records.get(path)?.packages ?? []).map(packageKey));
}

;// CONCATENATED MODULE: ./lib/explain/packages.js

/**
 * Added, removed and upgraded packages, the heaviest first; null where it is not known what both images hold. What rests on
 * a file that could not be read on one of both sides is left out.
 */
function packageChanges({ head, base }) {
    if (head === null || base === null)
        return null;
    const unread = unreadOf(head, base);
    const [now, before] = [byName(head), byName(base)];
    const keys = [...new Set([...now.keys(), ...before.keys()])].filter((key) => !unread.doubtful.has(key));
    return keys
        .flatMap((key) => packages_changesOf(now.get(key) ?? [], before.get(key) ?? [], unread))
        .toSorted((one, other) => Math.abs(other.change ?? 0) - Math.abs(one.change ?? 0) || packages_byText(one, other));
}
/** Of one package: what both sides have is left out; the others are paired, as one version mostly takes the place of another. */
function packages_changesOf(head, base, unread) {
    const added = packages_without(head, base);
    const removed = packages_without(base, head);
    if (!isCertain(added, removed, unread))
        return [];
    const pairs = Math.max(added.length, removed.length);
    return Array.from({ length: pairs }, (_, index) => changeOf(added[index], removed[index])).filter((change) => change !== null);
}
/** What one side alone has may be in what the other's unread files tell; of several versions that one may be the missing one. */
function isCertain(added, removed, unread) {
    const type = (added[0] ?? removed[0])?.type;
    if (type === undefined || added.length === removed.length)
        return true;
    const [inHead, inBase] = [unread.head.has(type), unread.base.has(type)];
    if (removed.length === 0)
        return !inBase;
    if (added.length === 0)
        return !inHead;
    return !inHead && !inBase;
}
function changeOf(head, base) {
    const one = head ?? base;
    if (one === undefined)
        return null;
    const isRecorded = (head === undefined || head.bytes !== null) && (base === undefined || base.bytes !== null);
    return {
        type: one.type,
        name: one.name,
        head: head?.version ?? null,
        base: base?.version ?? null,
        change: isRecorded ? (head?.bytes ?? 0) - (base?.bytes ?? 0) : null,
    };
}
function packages_without(side, other) {
    const versions = new Set(other.map(({ version }) => version));
    return side.filter(({ version }) => !versions.has(version));
}
/** What several files record of the same package is one. */
function byName({ records }) {
    const found = new Map();
    for (const one of [...records.values()].flatMap(({ packages }) => packages)) {
        const key = packageKey(one);
        const versions = found.get(key) ?? new Map();
        if (!versions.has(one.version))
            versions.set(one.version, one);
        found.set(key, versions);
    }
    return new Map([...found].map(([key, versions]) => [key, [...versions.values()]]));
}
function packages_byText(one, other) {
    return packageKey(one) < packageKey(other) ? -1 : Number(packageKey(one) > packageKey(other));
}

;// CONCATENATED MODULE: ./lib/explain/choose-rows.js

/** As many as a reader takes in. */
const MOST_ROWS = 10;
/** Parts of the whole change: what is below is no row of its own, and what is above is worth opening a directory for. */
const SMALL = 0.02;
const LARGE = 0.1;
/** Of a new or gone directory: so much in one directory below it is all of it. */
const NEARLY_ALL = 0.9;
/**
 * Chooses the files and directories that explain a change best, at most ten that share all of it. It opens the heaviest
 * directory again and again as long as some of what is in it stands out: a directory of a thousand alike is one row.
 */
function chooseRows(weights, paths) {
    if ((weights.sums[path_table/* ROOT */.Dl] ?? 0) === 0)
        return [];
    const { ofFiles } = weights;
    const outstanding = choose_rows_choose(weights, paths);
    // What is left over, mostly of several directories.
    const whole = outstanding.includes(path_table/* ROOT */.Dl) ? outstanding : [...outstanding, path_table/* ROOT */.Dl];
    const rows = tightened(whole, ofFiles, paths);
    const places = placesOf(rows, paths);
    const nesting = new Set(rows.map((path) => (path === path_table/* ROOT */.Dl ? 0 : (places[paths.parent(path)] ?? 0))));
    return rows.map((path, index) => ({ path, rest: nesting.has(index + 1) }));
}
/**
 * The order of two paths as texts. Their numbers are in none: they are given as layers are read, and some of those are
 * remembered from another run.
 */
function byPath(paths, one, other) {
    if (one === other)
        return 0;
    const [text, otherText] = [paths.path(one), paths.path(other)];
    return text < otherText ? -1 : Number(text > otherText);
}
/** Of each path which of `rows` has it: one more than the row's index, or 0. */
function placesOf(rows, paths) {
    const places = new Uint8Array(paths.count);
    rows.forEach((path, index) => (places[path] = index + 1));
    // A path has a greater number than its parent.
    for (let path = 1; path < places.length; path++)
        places[path] ||= places[paths.parent(path)] ?? 0;
    return places;
}
/** Of each row, without what other rows have, the lowest directory that holds it all; rows of nothing are left out. */
function tightened(rows, ofFiles, paths) {
    const places = placesOf(rows, paths);
    const own = ofFiles.slice();
    for (let path = own.length - 1; path > path_table/* ROOT */.Dl; path--) {
        const parent = paths.parent(path);
        if (places[path] === places[parent])
            own[parent] = (own[parent] ?? 0) + (own[path] ?? 0);
    }
    const lowest = [...rows];
    for (let path = 1; path < own.length; path++) {
        const index = (places[path] ?? 0) - 1;
        if (own[path] !== 0 && own[path] === own[rows[index] ?? path_table/* ROOT */.Dl])
            lowest[index] = path;
    }
    return lowest.filter((_, index) => own[rows[index] ?? path_table/* ROOT */.Dl] !== 0);
}
function choose_rows_choose(weights, paths) {
    const total = weights.sums[path_table/* ROOT */.Dl] ?? 0;
    const children = childrenOf(weights.sums, paths);
    const partsOf = (of) => outstandingParts(children.get(of.path) ?? [], of, weights, total);
    const closed = [];
    const open = [{ path: path_table/* ROOT */.Dl, weight: total }];
    for (let next = choose_rows_heaviest(open, paths); next !== undefined; next = choose_rows_heaviest(open, paths)) {
        const { path, weight } = next;
        const { parts, rest } = partsOf(next);
        const isRestRow = rest > 0 && rest >= SMALL * total;
        // What is left over has a row, if the root is none by itself.
        const hasRoot = closed.some((row) => row.path === path_table/* ROOT */.Dl) || (path === path_table/* ROOT */.Dl && isRestRow);
        const rows = closed.length + open.length + parts.length + (isRestRow ? 1 : 0) + (hasRoot ? 0 : 1);
        // A package that is gone rather than the directory in it that has nearly all of its files.
        const [only] = parts.length === 1 ? parts : [];
        const isAsGood = only !== undefined &&
            !isRestRow &&
            only.weight >= NEARLY_ALL * weight &&
            weights.isOneSided(path) &&
            weights.ofFiles[only.path] === 0 &&
            partsOf(only).parts.length === 0;
        if (parts.length === 0 || rows > MOST_ROWS || isAsGood) {
            closed.push(next);
            continue;
        }
        open.push(...parts);
        if (isRestRow)
            closed.push({ path, weight: rest });
    }
    return closed.map(({ path }) => path);
}
/**
 * Those that are much of the whole change, or most of what the larger ones leave of their directory; and what is left then.
 * A directory that is new or gone says more than a file in it that is not half of it, and than what the other side has
 * elsewhere.
 */
function outstandingParts(children, { path: directory, weight }, { sums, ofFiles, elsewhere, isOneSided }, total) {
    const says = (path) => {
        const bytes = ofFiles[path] ?? 0;
        return elsewhere[path] !== sums[path] && (bytes === 0 || bytes >= weight / 2);
    };
    const largestFirst = children
        .filter((path) => !isOneSided(directory) || says(path))
        .map((path) => ({ path, weight: sums[path] ?? 0 }))
        .toSorted((one, other) => other.weight - one.weight);
    const parts = [];
    let rest = weight;
    for (const part of largestFirst) {
        if (part.weight < LARGE * total && (part.weight < rest / 2 || part.weight < SMALL * total))
            break;
        parts.push(part);
        rest -= part.weight;
    }
    return { parts, rest };
}
/** Takes the heaviest out, of several the first by its path. */
function choose_rows_heaviest(open, paths) {
    let at = 0;
    open.forEach((one, index) => {
        const most = open[at] ?? one;
        if (one.weight > most.weight || (one.weight === most.weight && byPath(paths, one.path, most.path) < 0))
            at = index;
    });
    return open.splice(at, 1)[0];
}
/** Of each directory the parts that can stand out at all: there are few of them. */
function childrenOf(weights, paths) {
    const children = new Map();
    const least = SMALL * (weights[path_table/* ROOT */.Dl] ?? 0);
    for (let path = 1; path < weights.length; path++) {
        if ((weights[path] ?? 0) === 0 || (weights[path] ?? 0) < least)
            continue;
        const parent = paths.parent(path);
        const known = children.get(parent);
        if (known === undefined)
            children.set(parent, [path]);
        else
            known.push(path);
    }
    return children;
}

;// CONCATENATED MODULE: ./lib/explain/moved-files.js


/** More are not compared one by one: so many files do not just move. */
const MOST_FILES = 200_000;
/** Pairs of a file that only the head has and one that only the base has, each in one pair: size and content are the same. */
function movedFiles(head, base, paths) {
    const gone = onlyIn(base.sizes, head.sizes);
    const come = gone === null ? null : onlyIn(head.sizes, base.sizes);
    if (gone === null || come === null)
        return [];
    const headContent = (path) => contentOf(head, path);
    const baseContent = (path) => contentOf(base, path);
    // No other file has this content: these tell which directory has become which.
    const { pairs: certain, ...alike } = pairUp({ come, gone }, headContent, baseContent, paths, true);
    const { pairs: beside, ...others } = besideThem(certain, alike, headContent, baseContent, paths);
    // Of files with the same content first those that are called the same, also what they are in.
    const callings = [
        (path) => `${paths.name(paths.parent(path))}/${paths.name(path)}`,
        (path) => paths.name(path),
        () => '',
    ];
    let left = others;
    const called = callings.flatMap((calling) => {
        const { pairs, ...rest } = pairUp(left, (path) => `${headContent(path)} ${calling(path)}`, (path) => `${baseContent(path)} ${calling(path)}`, paths);
        left = rest;
        return pairs;
    });
    return [...certain, ...beside, ...called];
}
/** Pairs those of the same key, in the order of their paths, and tells which are left over. */
function pairUp({ come, gone }, headKey, baseKey, paths, onlySingle = false) {
    const byKey = new Map();
    for (const path of gone) {
        const key = baseKey(path);
        const known = byKey.get(key);
        if (known === undefined)
            byKey.set(key, { come: [], gone: [path] });
        else
            known.gone.push(path);
    }
    for (const path of come)
        byKey.get(headKey(path))?.come.push(path);
    const pairs = [];
    for (const same of byKey.values()) {
        if (same.come.length === 0 || (onlySingle && same.come.length + same.gone.length > 2))
            continue;
        const froms = moved_files_inOrder(same.gone, paths);
        for (const [index, path] of moved_files_inOrder(same.come, paths).slice(0, froms.length).entries()) {
            pairs.push({ path, from: froms[index] ?? path_table/* ROOT */.Dl });
        }
    }
    return moved_files_without(pairs, { come, gone });
}
/**
 * Of files with the same content those that came with their directory's other files: two trees that moved may both have the
 * same licence, and each has moved as a whole.
 */
function besideThem(certain, { come, gone }, headContent, baseContent, paths) {
    const origins = new Map();
    for (const { path, from } of certain) {
        const [directory, origin] = [paths.parent(path), paths.parent(from)];
        const known = origins.get(directory);
        origins.set(directory, known === undefined || known === origin ? origin : null);
    }
    const isGone = new Set(gone);
    // Where two lay claim to one it is nobody's: which of them comes first in the table says nothing.
    const claims = new Map();
    for (const path of come) {
        const origin = origins.get(paths.parent(path)) ?? null;
        const from = origin === null ? null : paths.known(origin, paths.name(path));
        if (from === null || !isGone.has(from) || headContent(path) !== baseContent(from))
            continue;
        claims.set(from, claims.has(from) ? null : path);
    }
    const pairs = [...claims].flatMap(([from, path]) => (path === null ? [] : [{ path, from }]));
    return moved_files_without(pairs, { come, gone });
}
function moved_files_without(pairs, { come, gone }) {
    const taken = new Set(pairs.flatMap(({ path, from }) => [path, from]));
    const isLeft = (path) => !taken.has(path);
    return { pairs, come: come.filter(isLeft), gone: gone.filter(isLeft) };
}
/** Mostly there is one of a key; thousands may be the same licence. */
function moved_files_inOrder(same, paths) {
    if (same.length < 2)
        return same;
    return same
        .map((path) => ({ path, text: paths.path(path) }))
        .sort((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text)))
        .map(({ path }) => path);
}
/** Files of one side at whose path the other has none; null where there are none of them, or too many. */
function onlyIn(one, other) {
    const found = [];
    for (let path = 1; path < one.layer.length; path++) {
        if (one.layer[path] === 0 || other.layer[path] !== 0 || (one.bytes[path] ?? 0) === 0)
            continue;
        if (found.length === MOST_FILES)
            return null;
        found.push(path);
    }
    return found.length === 0 ? null : found;
}
/** The same for files with the same bytes. */
function contentOf({ system, sizes }, path) {
    const files = system.layers[(sizes.layer[path] ?? 0) - 1]?.contents.files;
    return files === undefined ? '' : (0,layer_files/* contentKey */.lO)(files, sizes.entryOf(path));
}

;// CONCATENATED MODULE: ./lib/explain/whole-trees.js

/** What is below a directory comes from several. */
const MIXED = -1;
/**
 * The highest trees that come as a whole from one path of the base, of those that have `least` bytes. `sources`: of a file
 * that comes from another, one more than that one's number, else 0; those of directories are written to it. `sums`: bytes
 * at the head, of a directory of all below it.
 */
function wholeTrees(sources, sums, least, paths) {
    // A path has a greater number than its parent: what is in a directory has said all before it is asked itself.
    for (let path = sums.length - 1; path > path_table/* ROOT */.Dl; path--) {
        if ((sums[path] ?? 0) === 0)
            continue;
        const parent = paths.parent(path);
        const source = sourceOfParent(path, parent, (sources[path] ?? 0) - 1, paths);
        sources[parent] = sources[parent] === 0 || sources[parent] === source ? source : MIXED;
    }
    const trees = [];
    for (let path = path_table/* ROOT */.Dl; path < sums.length; path++) {
        const bytes = sums[path] ?? 0;
        if (bytes < least || !isWhole(sources, path))
            continue;
        if (path !== path_table/* ROOT */.Dl && isWhole(sources, paths.parent(path)))
            continue;
        trees.push({ path, from: (sources[path] ?? 0) - 1, bytes });
    }
    return trees;
}
function isWhole(sources, path) {
    return (sources[path] ?? 0) > 0;
}
/** Which directory the parent comes from by what one of its entries says, as `sources` has it. */
function sourceOfParent(path, parent, from, paths) {
    if (from < path_table/* ROOT */.Dl || (from === path_table/* ROOT */.Dl && path !== path_table/* ROOT */.Dl))
        return MIXED;
    const origin = paths.parent(from);
    // A directory whose files got other names has not come from itself.
    return origin === parent && from !== path ? MIXED : origin + 1;
}
/**
 * The same tree by the path that says most: the lowest directory, or file, that has it all. `/lib/a` that came from `/opt/a`
 * is told as that, and not as `/lib` from `/opt`; one from `/opt/lib/a` as `/lib` from `/opt/lib`.
 */
function lowestOf(tree, sources, sums, paths) {
    let lowest = tree;
    for (let path = tree.path + 1; path < sums.length; path++) {
        if (paths.parent(path) !== lowest.path || sums[path] !== tree.bytes)
            continue;
        const entry = { path, from: (sources[path] ?? 0) - 1, bytes: tree.bytes };
        if (entry.path !== entry.from && keepsName(lowest, paths) && keepsName(entry, paths))
            break;
        lowest = entry;
    }
    return lowest;
}
function keepsName({ path, from }, paths) {
    return paths.name(path) === paths.name(from);
}

;// CONCATENATED MODULE: ./lib/explain/moves.js





/** Bytes: less is not worth a row. */
const moves_WORTH_SAYING = 10_000;
/** The same for a part of a directory in whose place there is another: a package's next version still has the same licence. */
const WORTH_SAYING_OF_REPLACED = 100_000;
const moves_MOST_ROWS = 3;
/**
 * Finds trees that moved, and takes their files out of both sides' sizes: they are no change. Files are the same where
 * size and content are. Those that no row tells of stay in the sizes: come at one path, gone at the other.
 */
function takeMoves(head, base, paths) {
    const pairs = movedFiles(head, base, paths);
    const elsewhere = new Float64Array(paths.count);
    if (pairs.length === 0)
        return { moves: [], elsewhere };
    const sources = new Int32Array(paths.count);
    let total = 0;
    for (const { path, from } of pairs) {
        sources[path] = from + 1;
        total += head.sizes.bytes[path] ?? 0;
    }
    const sums = summed(head.sizes.bytes, paths);
    const worth = wholeTrees(sources, sums, moves_WORTH_SAYING, paths).filter((tree) => tree.bytes >= WORTH_SAYING_OF_REPLACED || !isPartOfReplaced(tree, head, base, paths));
    const rows = outstanding(worth, total, paths).map((tree) => lowestOf(tree, sources, sums, paths));
    const { moves, places } = withOwners(rows, head, paths);
    for (const { path, from } of pairs) {
        if (places[path] === 0) {
            elsewhere[path] = head.sizes.bytes[path] ?? 0;
            elsewhere[from] = base.sizes.bytes[from] ?? 0;
        }
        else {
            head.sizes.bytes[path] = 0;
            base.sizes.bytes[from] = 0;
        }
    }
    sumUp(elsewhere, paths);
    return { moves, elsewhere };
}
/** Finds trees whose files have the same content at the same path on both sides, and each another owner or mode. */
function findReowned(head, base, paths) {
    const first = firstReowned(head, base, paths);
    if (first === null)
        return [];
    const sources = new Int32Array(paths.count);
    let total = 0;
    for (let path = first; path < sources.length; path++) {
        if ((head.sizes.bytes[path] ?? 0) === 0 || !isReowned(head, base, path))
            continue;
        sources[path] = path + 1;
        total += head.sizes.bytes[path] ?? 0;
    }
    const sums = summed(head.sizes.bytes, paths);
    const worth = wholeTrees(sources, sums, moves_WORTH_SAYING, paths);
    const rows = outstanding(worth, total, paths).map((tree) => lowestOf(tree, sources, sums, paths));
    return withOwners(rows, head, paths).moves;
}
function summed(bytes, paths) {
    const sums = bytes.slice();
    sumUp(sums, paths);
    return sums;
}
/** Whether the directory around it is new, and the one that it comes from gone. */
function isPartOfReplaced({ path, from }, head, base, paths) {
    return base.sizes.present[paths.parent(path)] === 0 && head.sizes.present[paths.parent(from)] === 0;
}
/** Those that are much of `total`, or most of what the larger ones leave of it: of a thousand alike none is told. */
function outstanding(trees, total, paths) {
    const largestFirst = trees.toSorted((one, other) => other.bytes - one.bytes);
    let rest = total;
    const end = largestFirst.findIndex(({ bytes }) => {
        const isOne = bytes >= LARGE * total || bytes >= rest / 2;
        rest -= bytes;
        return !isOne;
    });
    // There are few of them, so that their paths may be compared as texts.
    return largestFirst
        .slice(0, end < 0 ? trees.length : end)
        .sort((one, other) => other.bytes - one.bytes || byPath(paths, one.path, other.path))
        .slice(0, moves_MOST_ROWS);
}
/** With who made the lowest of a tree's files: of several the same in every run. `places`: of each path its row, from 1 on. */
function withOwners(rows, { sizes }, paths) {
    const places = placesOf(rows.map(({ path }) => path), paths);
    const lowest = rows.map(() => Infinity);
    for (let path = path_table/* ROOT */.Dl; path < places.length; path++) {
        const row = (places[path] ?? 0) - 1;
        if (row < 0 || (sizes.bytes[path] ?? 0) === 0)
            continue;
        lowest[row] = Math.min(lowest[row] ?? Infinity, sizes.layer[path] ?? Infinity);
    }
    return { moves: rows.map((tree, row) => ({ ...tree, owner: sizes.owners[(lowest[row] ?? 0) - 1] ?? null })), places };
}
function firstReowned(head, base, paths) {
    for (let path = 1; path < paths.count; path++) {
        if ((head.sizes.bytes[path] ?? 0) > 0 && isReowned(head, base, path))
            return path;
    }
    return null;
}
function isReowned(head, base, path) {
    const own = head.system.layers[(head.sizes.layer[path] ?? 0) - 1];
    const other = base.system.layers[(base.sizes.layer[path] ?? 0) - 1];
    if (own === undefined || other === undefined || own.layer.diffId === other.layer.diffId)
        return false;
    const entry = head.sizes.entryOf(path);
    const before = base.sizes.entryOf(path);
    return (own.contents.files.access[entry] !== other.contents.files.access[before] &&
        contentOf(head, path) === contentOf(base, path));
}

;// CONCATENATED MODULE: ./lib/explain/paths.js




/** null where it is not known what both images hold. */
function pathChanges({ head, base }) {
    return head === null || base === null ? null : compareInside(head, base);
}
function compareInside(headInside, baseInside) {
    const { paths } = headInside.names;
    const sides = { head: withBytes(headInside, headInside.shown), base: withBytes(baseInside, baseInside.shown) };
    const head = { system: headInside, sizes: sides.head };
    const base = { system: baseInside, sizes: sides.base };
    // Before moved files are taken out of the sizes.
    const reowned = findReowned(head, base, paths);
    const { moves: moved, elsewhere } = takeMoves(head, base, paths);
    const ofFiles = weightsOf(sides);
    const sums = ofFiles.slice();
    sumUp(sums, paths);
    const isOneSided = (path) => sides.head.present[path] === 0 || sides.base.present[path] === 0;
    const chosen = chooseRows({ ofFiles, sums, elsewhere, isOneSided }, paths);
    const places = placesOf(chosen.map(({ path }) => path), paths);
    const owners = heaviestOwners(ofFiles, places, chosen.length, sides);
    sumUp(sides.head.bytes, paths);
    sumUp(sides.base.bytes, paths);
    const heads = withoutOthers(sides.head.bytes, chosen, places, paths);
    const bases = withoutOthers(sides.base.bytes, chosen, places, paths);
    const rows = chosen.map(({ path, rest }, index) => {
        const there = (side, bytes) => (side.present[path] === 0 ? null : bytes);
        const [now, before] = [heads[index] ?? 0, bases[index] ?? 0];
        return {
            path: paths.path(path) || '/',
            head: there(sides.head, now),
            base: there(sides.base, before),
            change: now - before,
            rest: rest || moved.some((move) => (0,path_table/* isWithin */.UO)(move.path, path, paths) || (0,path_table/* isWithin */.UO)(move.from, path, paths)),
            from: null,
            ...broughtBy(owners[index] ?? null),
        };
    });
    const movedBytes = moved.reduce((sum, move) => sum + move.bytes, 0);
    return {
        rows: [
            ...rows.toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change) || (one.path < other.path ? -1 : 1)),
            ...[...moved, ...reowned].map((move) => moveOf(move, paths)),
        ],
        head: (sides.head.bytes[path_table/* ROOT */.Dl] ?? 0) + movedBytes,
        base: (sides.base.bytes[path_table/* ROOT */.Dl] ?? 0) + movedBytes,
    };
}
/** Bytes that each file gained or lost; a file that was replaced by one as large is no change. */
function weightsOf({ head, base }) {
    return head.bytes.map((bytes, path) => Math.abs(bytes - (base.bytes[path] ?? 0)));
}
/** Of each row the sum of a directory, without what other rows have of it. */
function withoutOthers(sums, chosen, places, paths) {
    const own = chosen.map(({ path }) => sums[path] ?? 0);
    for (const { path } of chosen) {
        const above = path === path_table/* ROOT */.Dl ? 0 : (places[paths.parent(path)] ?? 0);
        if (above > 0)
            own[above - 1] = (own[above - 1] ?? 0) - (sums[path] ?? 0);
    }
    return own;
}
/** Of each row who made the files that weigh most of its change: at the head, or at the base for what is gone. */
function heaviestOwners(weights, places, rows, { head, base }) {
    const byRow = Array.from({ length: rows }, () => new Map());
    weights.forEach((weight, path) => {
        if (weight === 0)
            return;
        const owner = head.owners[(head.layer[path] ?? 0) - 1] ?? base.owners[(base.layer[path] ?? 0) - 1];
        const row = byRow[(places[path] ?? 0) - 1];
        if (owner !== undefined)
            row?.set(owner, (row.get(owner) ?? 0) + weight);
    });
    // Of those that weigh the same the one whose layer is the lowest.
    const inOrder = [...head.owners, ...base.owners];
    return byRow.map((row) => {
        const most = Math.max(...row.values());
        return inOrder.find((owner) => row.get(owner) === most) ?? null;
    });
}
function moveOf({ path, from, bytes, owner }, paths) {
    const shown = (id) => paths.path(id) || '/';
    return { path: shown(path), head: bytes, base: bytes, change: 0, rest: false, from: shown(from), ...broughtBy(owner) };
}
function broughtBy(owner) {
    return {
        origin: owner?.origin ?? null,
        line: owner?.lines?.start ?? null,
        stage: owner?.stage ?? null,
        text: owner?.text ?? null,
    };
}

;// CONCATENATED MODULE: ./lib/explain/troubles.js
/** Images that a note names; the others are counted. */
const NAMED = 4;
/**
 * What could not be read in the layers that were looked into, each sentence once; their sizes stand. Images are named where
 * there are several, and the base, `atBase` in words, where it alone has that.
 */
function troubleNotes({ head, base, contents }, atBase) {
    const labelOf = labels(head, base);
    const told = (side) => {
        const found = new Map();
        for (const measurement of side) {
            const label = measurement.shipped ? labelOf(measurement) : null;
            if (label === null)
                continue;
            for (const trouble of measurement.layers.flatMap(({ diffId }) => contents.of(diffId)?.troubles ?? [])) {
                found.set(trouble, (found.get(trouble) ?? new Set()).add(label));
            }
        }
        return found;
    };
    const ofHead = told(head);
    // What both sides have is mostly one layer, which they share.
    const ofBase = [...told(base)].flatMap(([trouble, images]) => {
        const left = [...images].filter((image) => ofHead.get(trouble)?.has(image) !== true);
        return left.length === 0 ? [] : [[trouble, new Set(left)]];
    });
    return [
        ...[...ofHead].map(([trouble, images]) => noteOf([...listed(images)], trouble)),
        ...ofBase.map(([trouble, images]) => noteOf([...listed(images), atBase], trouble)),
    ];
}
/** How each image is called; '' where there is but one. Both sides may have other targets: those of one side count. */
function labels(...sides) {
    const images = new Set(sides.flat().flatMap(({ shipped, image }) => (shipped ? [image] : [])));
    const shipsSeveral = (image) => sides.some((side) => new Set(side.flatMap((one) => (one.shipped && one.image === image ? [one.target] : []))).size > 1);
    const several = new Set([...images].filter(shipsSeveral));
    return ({ image, target }) => (several.has(image) ? `${image}/${target}` : images.size > 1 ? image : '');
}
function listed(images) {
    const all = [...images].filter((image) => image !== '');
    const more = all.length - NAMED;
    return more > 0 ? [...all.slice(0, NAMED - 1), `${all[NAMED - 1] ?? ''} and ${more} more`] : all;
}
function noteOf(about, trouble) {
    return about.length === 0 ? trouble : `${about.join(', ')}: ${trouble}`;
}

;// CONCATENATED MODULE: ./lib/policy/limit-result.js
/** A limit that does not apply, for the reason in words. */
function skipped(allowed, why) {
    return { allowed, actual: null, outcome: 'skipped', message: `not judged: ${why}` };
}
/** A limit that applies to something that could not be measured. */
function unmeasured(allowed, why) {
    return { allowed, actual: null, outcome: 'unmeasured', message: `not judged: ${why}` };
}
/** A limit on a number of the head that is not there. */
function headMissing(allowed, row, what) {
    const why = row.head === null ? 'the image could not be built' : `its ${what} is not known here`;
    return unmeasured(allowed, why);
}

;// CONCATENATED MODULE: ./lib/policy/judge-count.js

/** Judges a number of stages or layers of the head: `1 stage, at least 2 wanted`. */
function judgeCount(bound, allowed, actual, noun, row) {
    if (actual === null)
        return headMissing(String(allowed), row, `number of ${noun}s`);
    const broken = bound === 'at least' ? actual < allowed : actual > allowed;
    return {
        allowed: String(allowed),
        actual: String(actual),
        outcome: broken ? 'breach' : 'pass',
        message: `${actual} ${noun}${actual === 1 ? '' : 's'}, ${bound} ${allowed} ${bound === 'at least' ? 'wanted' : 'allowed'}`,
    };
}

;// CONCATENATED MODULE: ./lib/policy/limit-grammar.js



const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB'];
const SIZE_HINT = 'Write a number with B, kB, MB, GB, KiB, MiB or GiB, such as `200 MB`.';
const GROWTH_HINT = 'Write a size, a percentage of the base, or both: `5 MB`, `2%`, `5 MB or 2%`, `2% and 1 MB`.';
const SHARE_HINT = 'Write a size or a percentage of the size: `5 MB`, `2%`.';
const COUNT_HINT = 'Write a whole number, such as `2`.';
/** Percentages are kept to this many decimals, so that they can be compared without rounding. */
const PERCENT_DECIMALS = 4;
const MAX_PERCENT = 1_000_000;
/** Bytes of a size such as `200 MB`. Throws a GateError (usage) that quotes the value and says what was expected. */
function parseSize(text) {
    return sizeTerm(text, (why) => wrong(text, 'a size', SIZE_HINT, why));
}
/** The bound that `5 MB`, `2%`, `5 MB or 2%` or `2% and 1 MB` sets. Throws a GateError (usage). */
function parseGrowth(text) {
    const fail = (why) => wrong(text, 'a limit on growth', GROWTH_HINT, why);
    const words = text.trim().split(/\s*(?<![a-z])(or|and)(?![a-z])\s*/i);
    if (words.length > 3)
        throw fail('it joins more than two terms');
    const [first = '', joint, second] = words;
    const left = term(first, fail);
    if (joint === undefined || second === undefined)
        return left;
    const right = term(second, fail);
    if (left.kind === right.kind) {
        throw fail(left.kind === 'bytes' ? 'it has two sizes' : 'it has two percentages');
    }
    const kind = joint.toLowerCase() === 'or' ? 'or' : 'and';
    const bytes = left.kind === 'bytes' ? left : right;
    const percent = left.kind === 'percent' ? left : right;
    return {
        kind,
        bytes: bytes.kind === 'bytes' ? bytes.bytes : 0,
        percent: percent.kind === 'percent' ? percent.percent : 0,
    };
}
/** Bytes or percent, as `5 MB` or `2%`. Throws a GateError (usage). */
function parseShare(text) {
    return term(text, (why) => wrong(text, 'a size or a percentage', SHARE_HINT, why));
}
/** A whole number from 0 on. Throws a GateError (usage). */
function parseCount(text) {
    const count = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(count))
        throw wrong(text, 'a whole number', COUNT_HINT, signTrouble(text));
    return count;
}
/** `growth` as a person would write it; {@link parseGrowth} gives the same growth back. */
function formatGrowth(growth) {
    switch (growth.kind) {
        case 'bytes':
            return formatSize(growth.bytes);
        case 'percent':
            return formatShareOfBase(growth.percent);
        case 'or':
            return `${formatSize(growth.bytes)} or ${formatShareOfBase(growth.percent)}`;
        case 'and':
            return `${formatShareOfBase(growth.percent)} and ${formatSize(growth.bytes)}`;
    }
}
/** `bytes` to the byte in the unit that is shortest to read, as in `200 MB`, `1.5 GiB`, `5123456 B`. */
function formatSize(bytes) {
    let best = `${bytes} B`;
    for (const [unit, step] of FORMATS) {
        const number = String(Number((bytes / step).toFixed(3)));
        const text = `${number} ${unit}`;
        // The parser is the judge of whether the unit holds the bytes exactly; a tie keeps the larger, decimal unit.
        if (bytes >= step && !number.includes('e') && text.length < best.length && parseBytes(text) === bytes)
            best = text;
    }
    return best;
}
const FORMATS = [
    ['TB', 1e12],
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
    ['TiB', 2 ** 40],
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
];
/**
 * Whether `part` is more than `percent` of `whole`, told with integers, so that the edge is exact. Of nothing, any
 * part is more.
 */
function exceedsPercent(part, whole, percent) {
    const scale = 10 ** PERCENT_DECIMALS;
    return BigInt(part) * 100n * BigInt(scale) > BigInt(whole) * BigInt(Math.round(percent * scale));
}
function formatShareOfBase(percent) {
    return `${Number(percent.toFixed(PERCENT_DECIMALS))}%`;
}
function term(text, fail) {
    const percent = /^\s*([^%]*?)\s*%\s*$/.exec(text)?.[1];
    if (percent === undefined)
        return { kind: 'bytes', bytes: sizeTerm(text, fail) };
    return { kind: 'percent', percent: percentTerm(percent, fail) };
}
function percentTerm(text, fail) {
    const decimals = /^(?:\d+(?:\.(\d+))?|\.(\d+))$/.exec(text);
    if (decimals === null)
        throw fail(signTrouble(text) || `"${text}" is not a number`);
    if ((decimals[1] ?? decimals[2] ?? '').length > PERCENT_DECIMALS) {
        throw fail(`a percentage has at most ${PERCENT_DECIMALS} decimals`);
    }
    if (Number(text) > MAX_PERCENT)
        throw fail(`a percentage is at most ${MAX_PERCENT}`);
    return Number(text);
}
function sizeTerm(text, fail) {
    try {
        return parseBytes(text);
    }
    catch {
        throw fail(sizeTrouble(text));
    }
}
function sizeTrouble(text) {
    const sign = signTrouble(text);
    if (sign !== '')
        return sign;
    if (text.trim() === '')
        return 'a size is missing';
    const [, number = '', unit = ''] = /^\s*([\d_.,]*)\s*(.*?)\s*$/s.exec(text) ?? [];
    if (number === '')
        return 'it has no number';
    if (/^\d+,\d+$/.test(number) && unit.length <= 3)
        return 'decimals follow a point, and digits are not grouped by commas';
    if (/^[a-z]+$/i.test(unit) && !SIZE_UNITS.some((known) => known.toLowerCase() === unit.toLowerCase())) {
        return `"${unit}" is not a unit.${didYouMean(unit, nearUnits(unit))}`;
    }
    return '';
}
/** `Mo`, `M` and `mbytes` mean megabytes: the letter tells more than the distance does. */
function nearUnits(unit) {
    const letter = unit.charAt(0).toLowerCase();
    const same = SIZE_UNITS.filter((known) => known.charAt(0).toLowerCase() === letter && !known.includes('i'));
    return unit.length <= 2 && same.length > 0 ? same : SIZE_UNITS;
}
function signTrouble(text) {
    return /^\s*[-−+]\s*\.?\d/.test(text) ? 'it has a sign, and limits have none' : '';
}
function wrong(text, what, hint, why = '') {
    const reason = why === '' ? '' : `: ${why.replace(/\.$/, '')}`;
    return new lib_errors/* GateError */.ue('usage', `${JSON.stringify(text)} is not ${what}${reason}`, hint);
}

;// CONCATENATED MODULE: ./lib/policy/judge-size.js



/** Judges a bound on a size of the head: `168 MB of 150 MB allowed`. Exactly the bound is within it. */
function judgeSize(allowed, actual, row, what) {
    if (actual === null)
        return headMissing(formatSize(allowed), row, what);
    const [shown, bound] = tellApart(actual.bytes, allowed);
    const measured = `${actual.exact ? '' : '~'}${shown}`;
    return {
        allowed: formatSize(allowed),
        actual: measured,
        outcome: actual.bytes > allowed ? 'breach' : 'pass',
        message: `${measured} of ${bound} allowed`,
    };
}
/**
 * `actual` and `allowed` (bytes from 0 on) as they are shown beside each other: rounded for a reader, and to the byte
 * where rounding would hide which of them is more.
 */
function tellApart(actual, allowed) {
    const rounded = formatBytes(actual);
    if (parseBytes(rounded) > allowed === actual > allowed)
        return [rounded, formatSize(allowed)];
    return [`${actual} B`, `${allowed} B`];
}

;// CONCATENATED MODULE: ./lib/policy/judge-growth.js




/**
 * Judges a bound on growth: `+18.4 MB of 5 MB allowed`. Ignored drift is taken off the change first. `withoutBase` says
 * what to answer where there is no base to grow from; null where there is one.
 */
function judgeGrowth(allowed, delta, drift, row, withoutBase, what) {
    const bound = formatGrowth(allowed);
    if (row.head === null)
        return unmeasured(bound, 'the image could not be built');
    if (withoutBase !== null)
        return withoutBase(bound);
    if (delta.change === null || delta.base === null)
        return unmeasured(bound, unknownGrowth(delta, what));
    const growth = delta.change - (drift.ignored ? drift.bytes : 0);
    const sign = delta.exact ? '' : '~';
    const outcome = exceeds(growth, delta.base, allowed) ? 'breach' : 'pass';
    const [shown, limit] = shownGrowth(growth, delta.base, allowed);
    const apart = driftWords(drift);
    return { allowed: bound, actual: `${sign}${shown}`, outcome, message: `${sign}${shown} of ${limit} allowed${apart}` };
}
function unknownGrowth({ head, base }, what) {
    if (head !== null && base !== null)
        return `the ${what} is exact on one side and an estimate on the other`;
    return `the ${what} of the ${head === null ? 'image' : 'base'} is not known here`;
}
function driftWords({ bytes, ignored }) {
    if (bytes === 0)
        return '';
    return ignored ? `, without ${formatChange(bytes)} of drift` : `, ${formatChange(bytes)} of it drift`;
}
/** Whether `growth` bytes on a base of `base` bytes are more than is allowed. Shrinking never is. */
function exceeds(growth, base, allowed) {
    if (growth <= 0)
        return false;
    switch (allowed.kind) {
        case 'bytes':
            return growth > allowed.bytes;
        case 'percent':
            return exceedsPercent(growth, base, allowed.percent);
        case 'or':
            return growth > allowed.bytes || exceedsPercent(growth, base, allowed.percent);
        case 'and':
            return growth > allowed.bytes && exceedsPercent(growth, base, allowed.percent);
    }
}
/** The growth and its bound in words that do not contradict the outcome: rounded, or to the byte where they would. */
function shownGrowth(growth, base, allowed) {
    const written = formatGrowth(allowed);
    if (growth <= 0)
        return [formatChange(growth), written];
    if (allowed.kind === 'bytes') {
        const [shown, bound] = tellApart(growth, allowed.bytes);
        return [`+${shown}`, bound];
    }
    const share = formatPercent(growth, base);
    const percent = base === 0 ? Infinity : (growth / base) * 100;
    const clear = sameSide(shownNumber(share), percent, allowed.percent) &&
        (allowed.kind === 'percent' || tellApart(growth, allowed.bytes)[0] === formatBytes(growth));
    const bytes = clear ? formatBytes(growth) : `${growth} B`;
    const bound = clear ? written : `${written} (${allowedBytes(base, allowed)} B)`;
    return [`+${bytes}${share === null ? '' : ` (${share})`}`, bound];
}
function shownNumber(share) {
    return share === null ? Infinity : Number(share.replace(/[^\d.]/g, ''));
}
function sameSide(shown, actual, allowed) {
    return shown > allowed === actual > allowed;
}
/** The most bytes that may be added to a base of `base` bytes. */
function allowedBytes(base, allowed) {
    const share = largestWithin(base, allowed.percent);
    if (allowed.kind === 'percent')
        return share;
    return allowed.kind === 'or' ? Math.min(share, allowed.bytes) : Math.max(share, allowed.bytes);
}
function largestWithin(base, percent) {
    const near = Math.round((base * percent) / 100);
    // The float may be off by one either way; the exact comparison decides.
    return [near + 1, near, near - 1].find((bytes) => bytes >= 0 && !exceedsPercent(bytes, base, percent)) ?? 0;
}

;// CONCATENATED MODULE: ./lib/policy/judge-waste.js



/**
 * Judges a bound on what need not be in the head: `18.4 MB need not be there, 5 MB allowed`. `waste` is null where it is not
 * known what the image holds. A percentage is one of the image's size.
 */
function judgeWaste(allowed, waste, { head }) {
    const bound = formatGrowth(allowed);
    if (head === null)
        return unmeasured(bound, 'the image could not be built');
    if (waste === null)
        return unmeasured(bound, 'its layers could not be looked into');
    const size = head.size.bytes;
    const [grown, limit] = shownGrowth(waste.bytes, size, allowed);
    const actual = grown.replaceAll('+', '');
    const isOver = exceeds(waste.bytes, size, allowed);
    if (!isOver && !waste.isWhole) {
        return unmeasured(bound, `at least ${actual} need not be there, and not all that tells of it could be read`);
    }
    return {
        allowed: bound,
        actual,
        outcome: isOver ? 'breach' : 'pass',
        message: `${actual} need not be there, ${limit} allowed`,
    };
}

;// CONCATENATED MODULE: ./lib/policy/limit.js
/** Every limit, in the order in which it is judged and shown. */
const LIMIT_NAMES = [
    'max-size',
    'max-download',
    'max-increase',
    'max-download-increase',
    'min-stages',
    'max-stages',
    'max-layers',
    'max-waste',
];
/** The limits that hold for one target of an image: its own over those of every shipped target. */
function limitsOf(limits, target) {
    const key = target.toLowerCase();
    return Object.hasOwn(limits.targets, key) ? { ...limits.shipped, ...limits.targets[key] } : limits.shipped;
}
/** Whether what need not be in images is judged on any of these: all of them are then looked into. */
function judgesWaste(images) {
    return images.some(({ limits }) => sets(limits, 'max-waste'));
}
/** Whether the limit `name` is set for any target. */
function sets(limits, name) {
    return [limits.shipped, ...Object.values(limits.targets)].some((each) => each[name] !== undefined);
}
/** Whether any limit is set for any target. */
function isLimited(limits) {
    return [limits.shipped, ...Object.values(limits.targets)].some((each) => Object.keys(each).length > 0);
}

;// CONCATENATED MODULE: ./lib/policy/verdict.js
const GRAVITY = { pass: 0, overridden: 1, warn: 2, breach: 3 };
/** The gravest of `verdicts`; `pass` where there are none. */
function gravest(verdicts) {
    return verdicts.reduce((worst, each) => (GRAVITY[each] > GRAVITY[worst] ? each : worst), 'pass');
}
/** The verdict after somebody `accepted` the breach: `overridden` in place of `breach`; any other stays what it is. */
function accept(judged, accepted) {
    return accepted && judged.verdict === 'breach' && !judged.failed ? 'overridden' : judged.verdict;
}

;// CONCATENATED MODULE: ./lib/policy/judge.js







/**
 * Judges the limits of every shipped target. What could not be measured is never a pass: a side that should be there
 * and is not makes the verdict at least `warn`, a head that does not build makes it `breach`.
 */
function judge(rows, policy) {
    const results = rows.map((row) => judgeRow(row, policy));
    const failed = rows.some((row) => row.status === 'failed' && row.head === null);
    const unknown = (policy.baseline.source === 'none' && policy.baseline.expected) ||
        rows.some((row) => row.status !== 'removed' && baseFailed(row));
    const verdicts = [
        failed ? 'breach' : 'pass',
        unknown ? 'warn' : 'pass',
        ...results.flat().map((result) => verdictOf(result, policy.onBreach)),
    ];
    return {
        rows: results.map((each) => each.map((result) => judgementOf(result, policy.onBreach))),
        verdict: gravest(verdicts),
        failed,
    };
}
function judgeRow(row, policy) {
    if (!row.shipped || row.status === 'removed')
        return [];
    const limits = policy.limitsFor(row);
    return LIMIT_NAMES.flatMap((limit) => {
        const result = judgeLimit(limit, limits, row, policy);
        return result === null ? [] : [{ limit, ...result }];
    });
}
function judgeLimit(limit, limits, row, policy) {
    switch (limit) {
        case 'max-size':
            return judge_present(limits[limit], (allowed) => judgeSize(allowed, row.head?.size ?? null, row, 'size'));
        case 'max-download':
            return judge_present(limits[limit], (allowed) => judgeSize(allowed, row.head?.download ?? null, row, 'download size'));
        case 'max-increase':
            return judge_present(limits[limit], (allowed) => judgeGrowth(allowed, row.size, driftOf(row, policy, 'size'), row, judge_baseOf(row, policy.baseline), 'size'));
        case 'max-download-increase':
            return judge_present(limits[limit], (allowed) => judgeGrowth(allowed, row.download, driftOf(row, policy, 'download'), row, judge_baseOf(row, policy.baseline), 'download size'));
        case 'min-stages':
            return judge_present(limits[limit], (allowed) => judgeCount('at least', allowed, row.head?.stages.used ?? null, 'stage', row));
        case 'max-stages':
            return judge_present(limits[limit], (allowed) => judgeCount('at most', allowed, row.head?.stages.used ?? null, 'stage', row));
        case 'max-layers':
            return judge_present(limits[limit], (allowed) => judgeCount('at most', allowed, row.head?.layers.length ?? null, 'layer', row));
        case 'max-waste':
            return judge_present(limits[limit], (allowed) => judgeWaste(allowed, policy.wasteOf(row), row));
    }
}
function judge_present(allowed, judgeIt) {
    return allowed === undefined ? null : judgeIt(allowed);
}
function driftOf(row, policy, kind) {
    return { bytes: row.drift?.[kind] ?? 0, ignored: policy.ignoreDrift };
}
/** null where growth can be judged, else what to say of a bound on it. */
function judge_baseOf(row, baseline) {
    if (baseline.source === 'target') {
        return (allowed) => skipped(allowed, `it is compared with ${baseline.reason}, which it did not grow from`);
    }
    if (row.base !== null)
        return null;
    if (baseline.source === 'none') {
        const why = `there is no base: ${baseline.reason}`;
        return (allowed) => (baseline.expected ? unmeasured(allowed, why) : skipped(allowed, why));
    }
    if (row.status === 'added' && !baseFailed(row)) {
        return (allowed) => skipped(allowed, 'the image is new, so there is no base to grow from');
    }
    return (allowed) => unmeasured(allowed, 'the base could not be built, so growth was not judged');
}
/** A base that exists and could not be measured. */
function baseFailed(row) {
    return (row.base === null && row.status === 'changed') || row.failures.some((failure) => failure.side === 'base');
}
function verdictOf(result, onBreach) {
    switch (result.outcome) {
        case 'pass':
        case 'skipped':
            return 'pass';
        case 'unmeasured':
            return 'warn';
        case 'breach':
            return onBreach === 'warn' ? 'warn' : 'breach';
    }
}
function judgementOf(result, onBreach) {
    const { limit, allowed, actual, outcome, message } = result;
    const broken = onBreach === 'warn' ? 'warn' : 'breach';
    const status = outcome === 'unmeasured' ? 'skipped' : outcome === 'breach' ? broken : outcome;
    return { limit, allowed, actual, status, message };
}

;// CONCATENATED MODULE: ./node_modules/strip-ansi/node_modules/ansi-regex/index.js
// Valid string terminator sequences are ESC\ and 0x9c; OSC also accepts BEL.
const ST = String.raw`(?:\u001B\u005C|\u009C)`;

// OSC sequences only: ESC ] ... BEL/ST (or the C1 introducer 0x9d ... BEL/ST).
// Payloads stop at terminators, cancellations, and C1 controls. An unterminated string cannot swallow the next sequence or repeatedly scan its payload from later introducers. Terminals likewise abort a control string on an unexpected ESC.
const stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
const osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;

// DCS, SOS, PM, APC, and screen window titles have opaque payloads terminated by ST. Nested ESC payloads, such as tmux passthrough, require a parser.
const controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;

// Linux console palette controls have fixed lengths and no string terminator; iTerm2 terminates its palette assignments. Consume an immediately adjacent OSC terminator, but match these controls before OSC so a later BEL cannot consume visible text.
const linuxPalette = String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`;

// CSI: ESC [ or C1 CSI, parameter bytes (0x30–0x3f), intermediate bytes (0x20–0x2f), then a final byte (0x40–0x7e).
// `= < >` are final bytes in two-byte VT52 escapes (`ESC >`) but parameter bytes in a CSI (`ESC [ > 0 ; 276 ; 0 c`, the device attributes reply). Match CSI first to consume the whole sequence, where its introducer makes the two unambiguous.
const csi = String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`;

// Related escapes: ESC, intermediate bytes (0x20–0x2f), then a final byte (0x30–0x7e), or a supported two-byte escape.
// The two-byte final class stays narrow so that ESC followed by an arbitrary character is not read as a sequence. CSI parameters belong only to the CSI form, preventing partial matches and avoiding a second scan with nested repetition.
// Escapes whose final byte is a digit include `ESC 7` and `ESC 8` (save and restore cursor), `ESC ( 0` (line drawing character set), and `ESC # 8` (screen alignment).
// A digit is never a CSI final byte. These escapes end immediately at their final byte, so `ESC 7 l` is read as the escape followed by text rather than a sequence with parameter 7 and final byte `l`.
const ansi_regex_escape = String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`;

const pattern = `${linuxPalette}|${osc}|${controlString}|${csi}|${ansi_regex_escape}`;

function ansiRegex({onlyFirst = false} = {}) {
	return new RegExp(pattern, onlyFirst ? undefined : 'g');
}

;// CONCATENATED MODULE: ./node_modules/strip-ansi/index.js


const regex = ansiRegex();

function stripAnsi(string) {
	if (typeof string !== 'string') {
		throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
	}

	// Fast path: ANSI codes require ESC (7-bit) or CSI (8-bit) introducer
	if (!string.includes('\u001B') && !string.includes('\u009B')) {
		return string;
	}

	// Even though the regex is global, we don't need to reset the `.lastIndex`
	// because unlike `.exec()` and `.test()`, `.replace()` does it automatically
	// and doing it manually has a performance penalty.
	return string.replace(regex, '');
}

;// CONCATENATED MODULE: ./lib/report/escape.js

/**
 * Everything that whoever wrote the change also wrote (names, paths, instructions, messages, log lines) passes through
 * here before it is printed. A markdown library escapes what CommonMark means; what GitHub adds on top (mentions, issue
 * references, bare commits) has no escape but a code span, so that is what anything doubtful becomes.
 */
/** Control, format (bidi overrides, zero width), surrogate, private and unassigned characters. */
const UNSEEN = /\p{C}/gu;
/**
 * `text` on one line with nothing unseen in it: line breaks are folded to spaces, other control and format characters
 * are written as `\x1b` or `\u202e`. `##[`, which starts a command in a workflow's log wherever it stands, is broken up.
 */
function visible(text) {
    return text
        .replace(/\s+/gu, (space) => (/[^ \u00a0]/.test(space) ? ' ' : space))
        .replace(UNSEEN, escape_escapeOf)
        .replaceAll('##[', '# #[');
}
function escape_escapeOf(character) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x100)
        return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
/** A line of a build log: without colours, of a redrawn line only what was drawn last, else {@link visible}. */
function logLine(line, max = 200) {
    const drawn = stripAnsi(line).trimEnd().split('\r').at(-1) ?? '';
    return cut(visible(drawn.replaceAll('\t', '  ')), max);
}
/** `text` of at most `max` UTF-16 units, an `…` for what was cut off. */
function cut(text, max) {
    return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** A code span that shows exactly {@link visible} `text`. */
function codeSpan(text, place) {
    const shown = visible(text);
    if (shown.trim() === '')
        return '` `';
    // GFM parsers disagree on `\\|` in a cell: entities say the same to all.
    if (place === 'cell' && shown.includes('\\|'))
        return `<code>${entities(shown)}</code>`;
    const fence = '`'.repeat(longestRun(shown) + 1);
    const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
    const inner = place === 'cell' ? shown.replaceAll('|', '\\|') : shown;
    return `${fence}${pad}${inner}${pad}${fence}`;
}
function entities(text) {
    // The zero width space keeps GitHub from reading an address into what the entity stands for.
    return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};${sign === '@' ? '&#8203;' : ''}`);
}
/** A fenced block of `lines`, each shown as {@link logLine} does; nothing in it can end the block or start a command. */
function codeBlock(lines, language = '') {
    const shown = lines.map((line) => logLine(line).replace(/^(\s*):(?=:)/, '$1: '));
    const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
    return [`${fence}${language}`, ...shown, fence].join('\n');
}
function longestRun(text) {
    return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
/** A name of letters, digits and single separators, in which nobody finds a link, a mention or a commit. */
const PLAIN_NAME = /^[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*$/;
/** What GitHub makes something of though CommonMark does not: mentions, issues, commits, links, emoji, commands. */
const LOADED = /@|#\d|(?:GH|GHSA|CVE)-\w|:\/\/|www\.|(?<![A-Za-z0-9])[0-9a-f]{7,}(?![A-Za-z0-9])|:[\w+-]+:|::|mailto:|xmpp:/i;
/** A name as a reader writes it where that is harmless, else as a code span. */
function markdownName(text, place) {
    return isPlainName(text) ? text : codeSpan(text, place);
}
/** {@link markdownName} inside an HTML element. */
function htmlName(text) {
    return isPlainName(text) ? text : `<code>${htmlText(text)}</code>`;
}
function isPlainName(text) {
    return PLAIN_NAME.test(text) && !LOADED.test(text);
}
/** Our own words: whatever means something to markdown is escaped. */
function markdownWords(text) {
    return text
        .replace(/[\\`*_[\]|~$]/g, '\\$&')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;');
}
/** A sentence by somebody else: what stands in backticks and every doubtful word becomes code, the rest plain words. */
function markdownProse(text, place) {
    const parts = visible(text).split(/`([^`]+)`/);
    return parts.reduce((all, part, index) => abut(all, index % 2 === 1 ? codeSpan(part, place) : plainProse(part, place)), '');
}
/** Doubtful words that follow each other share one span. */
function plainProse(text, place) {
    let printed = '';
    let doubtful = '';
    const flush = () => {
        if (doubtful !== '')
            printed = abut(printed, codeSpan(doubtful.trimEnd(), place)) + (/ +$/.exec(doubtful)?.[0] ?? '');
        doubtful = '';
    };
    for (const word of text.match(/[^ ]+ *|^ +/g) ?? []) {
        if (LOADED.test(word))
            doubtful += word;
        else {
            flush();
            printed += markdownWords(word);
        }
    }
    flush();
    return printed;
}
/** `left` and `right` joined so that the fences of two code spans do not become one. */
function abut(left, right) {
    return left.endsWith('`') && right.startsWith('`') ? `${left} ${right}` : left + right;
}
/** Markdown that can begin a line: what would make a heading, a list or a quote of it is escaped. */
function lineStart(escaped) {
    return escaped.replace(/^(\s*)([#>+=-])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
/** {@link visible} text inside an HTML element, such as a `<summary>`, where markdown is not read. */
function htmlText(text) {
    return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
/** A line that a workflow's log can't take for a command (`::error::…`). */
function terminalLine(line) {
    return line.replace(/^(\s*):(?=:)/, '$1: ');
}

;// CONCATENATED MODULE: ./lib/report/phrase.js

/** Longest printed form of what others wrote, in UTF-16 units. */
const phrase_LONGEST = { name: 80, code: 80, prose: 400, login: 60 };
function strong(...words) {
    return { kind: 'strong', words };
}
function phrase_name(text) {
    return { kind: 'name', text };
}
function code(text) {
    return { kind: 'code', text };
}
/** Sentences by others, names in backticks. */
function prose(text) {
    return { kind: 'prose', text };
}
/** A GitHub account; it is mentioned where that is possible. */
function login(text) {
    return { kind: 'login', text };
}
/** `words`, linked where there is a place to go. `title` is shown when the pointer rests on it. */
function phrase_link(words, url, title) {
    return url === null ? words : [{ kind: 'link', words, url, title }];
}
/** The phrase without any emphasis or link, on one line, safe for a terminal. */
function plain(phrase) {
    return phrase.map((part) => plainPart(part)).join('');
}
function plainPart(part) {
    if (typeof part === 'string')
        return part;
    if (part.kind === 'strong' || part.kind === 'link')
        return plain(part.words);
    const text = visible(cut(part.text, phrase_LONGEST[part.kind]));
    return part.kind === 'login' ? `@${text}` : text;
}
/** The phrase as GitHub flavoured markdown. */
function markdown(phrase, place) {
    const printed = phrase.reduce((all, part) => abut(all, markdownPart(part, place)), '');
    const first = phrase[0];
    return place === 'line' && typeof first === 'object' && first.kind === 'prose' ? lineStart(printed) : printed;
}
function markdownPart(part, place) {
    if (typeof part === 'string')
        return markdownWords(part);
    if (part.kind === 'strong')
        return `**${markdown(part.words, place)}**`;
    if (part.kind === 'link')
        return `[${markdown(part.words, place)}](${part.url} "${htmlTitle(part.title)}")`;
    const text = cut(part.text, phrase_LONGEST[part.kind]);
    switch (part.kind) {
        case 'name':
            return markdownName(text, place);
        case 'code':
            return codeSpan(text, place);
        case 'prose':
            return markdownProse(text, place);
        case 'login':
            return isLogin(text) ? `@${text}` : codeSpan(`@${text}`, place);
    }
}
/** The phrase inside an HTML element that GitHub does not read markdown in. */
function html(phrase) {
    return phrase.map((part) => htmlPart(part)).join('');
}
function htmlPart(part) {
    if (typeof part === 'string')
        return htmlText(part);
    if (part.kind === 'strong')
        return `<b>${html(part.words)}</b>`;
    if (part.kind === 'link')
        return html(part.words);
    if (part.kind === 'name')
        return htmlName(cut(part.text, phrase_LONGEST.name));
    return `<code>${htmlText(cut(part.text, phrase_LONGEST[part.kind]))}</code>`;
}
/** Titles are our own words and numbers. */
function htmlTitle(title) {
    return markdownWords(title).replaceAll('"', '&quot;');
}
/** GitHub's rule for account names, with the `[bot]` of apps. */
function isLogin(text) {
    return /^[a-z\d](?:-?[a-z\d]){0,38}(?:\[bot\])?$/i.test(text);
}

;// CONCATENATED MODULE: ./lib/report/drift.js



/** No reference holds a comma. */
const BETWEEN = ', ';
/** Drift as the report holds it. */
function reportDrift(drift) {
    if (drift === null)
        return null;
    const { size, download, images } = drift;
    return {
        size,
        download,
        from: images.map(({ reference, from }) => `${reference}@${from}`).join(BETWEEN),
        to: images.map(({ reference, to }) => `${reference}@${to}`).join(BETWEEN),
    };
}
/** The images that a report's drift names. */
function drift_movedImages({ from, to }) {
    const after = to.split(BETWEEN);
    return from.split(BETWEEN).map((one, index) => {
        const at = one.lastIndexOf('@');
        return {
            reference: at < 0 ? one : one.slice(0, at),
            from: one.slice(at + 1),
            to: (after[index] ?? '').replace(/^.*@/s, ''),
        };
    });
}
/** A figure of the row with the change that is left without drift: what the commits compared did. */
function ownDelta(row, figure) {
    const delta = row[figure];
    return delta.change === null ? delta : { ...delta, change: delta.change - (row.drift?.[figure] ?? 0) };
}
/** Whether the commits compared changed nothing of a row that both sides have, whatever drift did. */
function isUntouched(row) {
    if (row.status !== 'unchanged' && row.status !== 'changed')
        return false;
    const size = ownDelta(row, 'size').change;
    // A row may be unchanged in all that is known.
    const known = row.status === 'unchanged' ? (size ?? 0) : size;
    // An estimate is made of the size, and rounded.
    const download = row.download.exact ? (ownDelta(row, 'download').change ?? 0) : 0;
    return known === 0 && isCompressionNoise(download, row.download.base ?? 0);
}
/** Whether all of a row's change is drift. */
function isOnlyDrift(row) {
    return row.status === 'changed' && row.drift !== null && isUntouched(row);
}
/**
 * Whether what the base or an instruction changed is drift: both sides say it in the same words, as often, and the image
 * that they name moved.
 */
function isDrift({ drift, instructions }, one) {
    const image = one.origin === 'base' ? one.text : copiedImage(one);
    if (drift === null || image === null)
        return false;
    const references = drift_movedImages(drift).map(({ reference }) => reference);
    const alike = instructions.filter(({ origin, text }) => origin === one.origin && text === one.text);
    return (nameAmong(references, image) !== null &&
        alike.every(({ head, base, was, cause }) => head !== null && base !== null && was === null && !cause?.was));
}
/** The image that an instruction names and copies from; null for one that may stand for others. */
function copiedImage({ text, cause }) {
    const from = /\s--from=(\S+)/.exec(text)?.[1];
    if (cause?.kind !== 'image' || from === undefined || text.includes('$'))
        return null;
    return nameAmong([shortReference(cause.text)], from) === null ? null : cause.text;
}
/** `debian:bookworm-slim` moved, +2.1 MB for everyone; null where what moved weighs the same. */
function drift_driftWords(row) {
    if (row.drift === null)
        return null;
    const { size, download } = row.drift;
    const brought = size === 0 ? downloadWords(download) : formatChange(size);
    return brought === null ? null : [...drift_namesOf(row.drift), ` moved, ${brought} for everyone`];
}
function downloadWords(download) {
    return download === null || download === 0 ? null : `${formatChange(download)} of download`;
}
function drift_namesOf(drift) {
    const names = drift_movedImages(drift).map(({ reference }) => phrase_name(reference));
    const last = names.length - 1;
    return names.flatMap((each, index) => [index === 0 ? '' : index === last ? ' and ' : ', ', each]).slice(1);
}
/** Which images moved from which digest to which, each once, and what is made of it. */
function driftItems(rows, ignored) {
    const images = rows.flatMap((row) => (row.drift === null ? [] : drift_movedImages(row.drift)));
    const moved = [...new Map(images.map((image) => [JSON.stringify(image), image])).values()];
    if (moved.length === 0)
        return [];
    const judged = ignored ? 'Limits on growth are judged without it' : 'Limits on growth are judged with it';
    return [
        ...moved.map(({ reference, from, to }) => [
            phrase_name(reference),
            ' moved between base and head, from ',
            code(from),
            ' to ',
            code(to),
            '.',
        ]),
        [
            `Drift is what the layers of moved images weigh more or less. ${judged}.`,
            ' What instructions made anew on top of them counts as a change.',
        ],
    ];
}

;// CONCATENATED MODULE: ./lib/report/assemble.js

/** The report of one run. A head that does not build makes its verdict `breach`, whatever the limits say. */
function assembleReport(parts) {
    const { rows, head, baseline, method, accepted, overrideLabel, limited, ignoreDrift, notes, times, repositoryUrl } = parts;
    return {
        version: 1,
        verdict: rows.some((row) => row.status === 'failed') ? 'breach' : parts.verdict,
        head: { sha: head.sha, ref: head.ref },
        base: {
            sha: baseline.sha,
            source: baseline.source === 'target' ? 'rebuilt' : baseline.source,
            reason: baseline.reason,
            expected: baseline.source === 'none' ? baseline.expected : true,
        },
        against: againstOf(baseline),
        method,
        images: rows.map((row, index) => ({
            ...assemble_imageOf(row),
            instructions: parts.instructions[index] ?? [],
            ...insightOf(parts.insights[index]),
            limits: parts.judgements[index] ?? [],
        })),
        accepted,
        overrideLabel,
        limited,
        ignoreDrift,
        notes,
        times,
        repositoryUrl,
    };
}
function againstOf(baseline) {
    if (baseline.source !== 'target')
        return null;
    return { target: baseline.against.base, bandwidth: baseline.against.bandwidth };
}
function insightOf(insight) {
    return {
        paths: insight?.paths?.rows ?? null,
        packages: insight?.packages ?? null,
        findings: insight?.findings?.findings ?? null,
        waste: insight?.findings?.waste?.bytes ?? null,
    };
}
function assemble_imageOf(row) {
    const { image, dockerfile, target, platform, shipped, status, size, download, failures, notes, head, base } = row;
    const sides = (of) => ({
        head: head === null ? null : of(head),
        base: base === null ? null : of(base),
    });
    return {
        image,
        dockerfile,
        target,
        platform,
        shipped,
        status,
        size,
        download,
        layers: sides(({ layers }) => layers.length),
        stages: {
            declared: sides(({ stages }) => stages.declared),
            used: sides(({ stages }) => stages.used),
            unused: sides(({ stages }) => stages.unused),
        },
        work: sides(({ work }) => work),
        drift: reportDrift(row.drift),
        failures,
        notes,
    };
}

;// CONCATENATED MODULE: ./lib/gate.js














/**
 * One run: request -> baseline -> plan -> build -> measure -> compare -> explain -> judge -> report -> publish.
 * Throws a GateError where it cannot come to a report.
 */
async function gate(steps) {
    const request = await steps.request();
    const baseline = await steps.baseline(request);
    const planned = await steps.plan(request, baseline);
    const build = await steps.build(planned);
    const measured = await steps.measure(build, planned, request);
    const rows = compareSides(measured, build, baseline, planned);
    const instructions = rows.map(explainRow);
    // One after the other: what is inside of an image takes memory.
    const insights = rows.map((row) => redactedInsight(gate_insightOf(row, measured, planned.plan.sources, searchOf(row, request, baseline)), steps.secrets));
    const judged = judge(rows, policyOf(request, baseline, wasteIn(rows, insights)));
    const accepted = judged.verdict === 'breach' && !judged.failed ? await steps.acceptance(request.overrideLabel) : null;
    const report = assembleReport({
        rows,
        instructions,
        insights,
        judgements: judged.rows,
        verdict: accept(judged, accepted !== null),
        accepted,
        head: await steps.head(),
        baseline,
        method: build.method,
        overrideLabel: request.overrideLabel,
        ignoreDrift: request.ignoreDrift,
        limited: judges(request) && request.images.some(({ limits }) => isLimited(limits)),
        notes: [
            ...planned.notes,
            ...measured.notes,
            ...gate_untoldNotes(build, instructions),
            ...troubleNotes(measured, sideOf(baseline)).map(steps.secrets.redact),
        ],
        times: { build: build.duration, total: steps.elapsed() },
        repositoryUrl: steps.repositoryUrl,
    });
    await steps.publish(report, request);
    return report;
}
/** How a note calls the side that the head is compared with. */
function sideOf(baseline) {
    return baseline.source === 'target' ? `in ${baseline.against.base}` : 'at the base';
}
/** What the layers of a row tell of its change. */
function gate_insightOf(row, measured, sources, { settings, always }) {
    const inside = lookInside(row, measured.contents);
    return {
        paths: pathChanges(inside),
        packages: packageChanges(inside),
        findings: findingsOf(row, sources, measured, inside, allowsOf(settings), always),
    };
}
function searchOf({ image }, { images }, { source }) {
    const settings = images.find(({ name }) => name === image)?.findings ?? {};
    // Of two targets that were picked nothing follows for the others.
    if (source === 'target')
        return { settings: { ...settings, 'unused-stage': 'off' }, always: true };
    return { settings, always: judgesWaste(images) };
}
function gate_untoldNotes({ method, built }, rows) {
    const untold = rows.some((row) => row.some(({ origin, line }) => origin === 'own' && line === null));
    const noSteps = built.some(({ chain }) => chain === null);
    return untold ? untoldLines(method, noSteps) : [];
}
function compareSides({ head, base }, { failures }, baseline, { renames }) {
    const baseExpected = baseline.source === 'none' && baseline.expected;
    const ofTargets = baseline.source === 'target';
    return compare(head, baseline.source === 'none' ? null : base, failures, { renames, baseExpected, ofTargets });
}
/** A run in the mode `measure` leaves judging to the one that merges its report. */
function judges({ mode }) {
    return mode === 'gate';
}
function wasteIn(rows, insights) {
    return new Map(rows.map((row, index) => [row, insights[index]?.findings?.waste ?? null]));
}
function policyOf(request, baseline, waste) {
    const limits = new Map(request.images.map((image) => [image.name, image.limits]));
    return {
        onBreach: request.onBreach,
        ignoreDrift: request.ignoreDrift,
        baseline,
        limitsFor: (row) => {
            const own = judges(request) ? limits.get(row.image) : undefined;
            return own === undefined ? {} : limitsOf(own, row.target);
        },
        wasteOf: (row) => waste.get(row) ?? null,
    };
}

// EXTERNAL MODULE: ./lib/layer/garbage.js + 1 modules
var garbage = __nccwpck_require__(2313);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __nccwpck_require__(8877);
// EXTERNAL MODULE: ./lib/layer/resized.js
var resized = __nccwpck_require__(7637);
;// CONCATENATED MODULE: ./lib/layer/packed-contents.js






/** To be counted up whenever what is packed, or what is looked for in a layer, changes. */
const packed_contents_VERSION = 9;
/**
 * Packed contents are the version and the length of the summary (both 32 bits in the order of the machine, so that those
 * of another are of another version), the summary, and the columns, each of them at a multiple of 8 bytes; and then a
 * digest of all that.
 */
const START = 8;
const packed_contents_DIGEST = 32;
/** A layer's contents in bytes that another run understands: in pieces, each made when the one before was taken. */
function* packContents(contents, names) {
    const digest = (0,external_node_crypto_.createHash)('sha256');
    for (const piece of pieces(contents, names)) {
        digest.update(piece);
        yield piece;
    }
    yield digest.digest();
}
function* pieces(contents, names) {
    const { files } = contents;
    const { paths } = names;
    const { numbers, count, nameBytes } = ownNumbers(files, names);
    const number = (path) => numbers[path] ?? path_table/* ROOT */.Dl;
    const keys = (map) => [...map].map(([path, value]) => [number(path), value]);
    const accesses = [...distinct(files.access)];
    const summary = {
        count: files.count,
        paths: count,
        nameBytes,
        larger: [...files.larger],
        accesses: accesses.map((known) => names.access(known)),
        packages: keys(contents.packages),
        debug: keys(contents.debug),
        secrets: keys(contents.secrets),
        troubles: contents.troubles,
        hidesWaste: contents.hidesWaste,
    };
    const text = (0,external_node_v8_.serialize)(summary);
    yield packed_contents_bytesOf(Uint32Array.of(packed_contents_VERSION, text.length));
    yield* column(text);
    for (const some of used(numbers))
        yield packed_contents_bytesOf(some.map((id) => number(paths.parent(id))));
    yield filling(4 * count);
    for (const some of used(numbers))
        yield packed_contents_bytesOf(some.map((id) => paths.nameLength(id)));
    yield filling(4 * count);
    for (const some of used(numbers))
        yield Buffer.from(Array.from(some, (id) => paths.name(id)).join(''), 'latin1');
    yield filling(nameBytes);
    yield* column(files.sizes32);
    yield* made(files.paths, number);
    yield* column(files.contentHigh);
    yield* made(files.contentLow, (low, at) => (files.kinds[at] === layer_files/* KIND */.Nd.hardLink ? number(low) : low));
    const places = new Map(accesses.map((known, place) => [known, place]));
    yield* made(files.access, (known) => places.get(known) ?? 0);
    yield* column(files.kinds);
    (0,resized/* resized */.t)(numbers, 0, 0);
}
function* column(values) {
    yield packed_contents_bytesOf(values);
    yield filling(values.byteLength);
}
/** How many numbers or names go into one piece. */
const TOGETHER = 4096;
/** A column that is made of another one. */
function* made(from, valueOf) {
    for (let start = 0; start < from.length; start += TOGETHER) {
        yield packed_contents_bytesOf(from.subarray(start, start + TOGETHER).map((value, index) => valueOf(value, start + index)));
    }
    yield filling(from.byteLength);
}
/** The paths that have a number, in the order of their numbers. */
function* used(numbers) {
    const some = new Uint32Array(TOGETHER);
    let count = 0;
    for (let id = 1; id < numbers.length; id++) {
        if (numbers[id] === 0)
            continue;
        some[count++] = id;
        if (count < TOGETHER)
            continue;
        yield some;
        count = 0;
    }
    yield some.subarray(0, count);
}
/** What comes behind a column of so many bytes. */
function filling(bytes) {
    return new Uint8Array(aligned(bytes) - bytes);
}
/** How many bytes are looked at together where they are not kept. */
const PIECE = 2 ** 20;
/**
 * What `packContents` made, with this run's numbers; null for bytes of another version and damaged ones. Of the paths' columns
 * nothing is kept.
 */
async function unpackContents(bytes, names) {
    const end = bytes.length - packed_contents_DIGEST;
    if (end < START || !(await packed_contents_isWhole(bytes, end)))
        return null;
    const start = new Uint32Array(START / 4);
    await bytes.read(packed_contents_bytesOf(start), 0);
    const [version, length = 0] = start;
    if (version !== packed_contents_VERSION)
        return null;
    const text = new Uint8Array(length);
    await bytes.read(text, START);
    const summary = (0,external_node_v8_.deserialize)(text);
    let at = START + aligned(length);
    const next = async (column) => {
        await bytes.read(packed_contents_bytesOf(column), at);
        at += aligned(column.byteLength);
        return column;
    };
    const ids = unpackPaths(await next(new Uint32Array(summary.paths)), await next(new Uint32Array(summary.paths)), Buffer.from((await next(new Uint8Array(summary.nameBytes))).buffer), names);
    const { count } = summary;
    const columns = {
        sizes32: await next(new Uint32Array(count)),
        paths: await next(new Uint32Array(count)),
        contentHigh: await next(new Uint32Array(count)),
        contentLow: await next(new Uint32Array(count)),
        access: await next(new Uint16Array(count)),
        kinds: await next(new Uint8Array(count)),
    };
    const id = (number) => ids[number] ?? path_table/* ROOT */.Dl;
    const accesses = summary.accesses.map((access) => (access === null ? 0 : names.accessOf(access)));
    for (let index = 0; index < count; index++) {
        columns.paths[index] = id(columns.paths[index] ?? 0);
        columns.access[index] = accesses[columns.access[index] ?? 0] ?? 0;
        if (columns.kinds[index] === layer_files/* KIND */.Nd.hardLink)
            columns.contentLow[index] = id(columns.contentLow[index] ?? 0);
    }
    const keyed = (pairs) => new Map(pairs.map(([number, value]) => [id(number), value]));
    return {
        files: { count, ...columns, larger: new Map(summary.larger) },
        packages: keyed(summary.packages),
        debug: keyed(summary.debug),
        secrets: keyed(summary.secrets),
        troubles: summary.troubles,
        hidesWaste: summary.hidesWaste,
    };
}
async function packed_contents_isWhole(bytes, end) {
    const digest = (0,external_node_crypto_.createHash)('sha256');
    const piece = new Uint8Array(PIECE);
    for (let at = 0; at < end; at += PIECE) {
        const part = piece.subarray(0, Math.min(PIECE, end - at));
        await bytes.read(part, at);
        digest.update(part);
    }
    const said = new Uint8Array(packed_contents_DIGEST);
    await bytes.read(said, end);
    return digest.digest().equals(said);
}
/** Numbers the paths that a layer's entries need, parents before children. */
function ownNumbers(files, { paths }) {
    const numbers = (0,resized/* resized */.t)(new Uint32Array(0), paths.count, paths.count);
    const use = (path) => {
        for (let id = path; id !== path_table/* ROOT */.Dl && numbers[id] === 0; id = paths.parent(id))
            numbers[id] = 1;
    };
    for (let index = 0; index < files.count; index++) {
        use(files.paths[index] ?? path_table/* ROOT */.Dl);
        if (files.kinds[index] === layer_files/* KIND */.Nd.hardLink)
            use(files.contentLow[index] ?? path_table/* ROOT */.Dl);
    }
    let count = 0;
    let nameBytes = 0;
    // A path has a greater number than its parent.
    for (let id = 1; id < numbers.length; id++) {
        if (numbers[id] === 0)
            continue;
        numbers[id] = ++count;
        nameBytes += paths.nameLength(id);
    }
    return { numbers, count, nameBytes };
}
/** The run's number of each of the layer's. */
function unpackPaths(parents, lengths, text, { paths }) {
    const ids = new Uint32Array(parents.length + 1);
    let at = 0;
    for (const [index, length] of lengths.entries()) {
        ids[index + 1] = paths.child(ids[parents[index] ?? path_table/* ROOT */.Dl] ?? path_table/* ROOT */.Dl, text.toString('latin1', at, at + length));
        at += length;
    }
    return ids;
}
function aligned(bytes) {
    return Math.ceil(bytes / 8) * 8;
}
function packed_contents_bytesOf({ buffer, byteOffset, byteLength }) {
    return new Uint8Array(buffer, byteOffset, byteLength);
}

;// CONCATENATED MODULE: ./lib/image/trim-directory.js


/** Removes the files of a directory that were used longest ago, until the others have `largest` bytes at most. */
async function trimDirectory(directory, largest) {
    const names = await (0,promises_namespaceObject.readdir)(directory);
    const found = await Promise.all(names.map((name) => keptAt((0,external_node_path_.join)(directory, name))));
    const kept = found.filter((one) => one !== null).toSorted((one, other) => one.usedAt - other.usedAt);
    let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
    for (const one of kept) {
        if (bytes <= largest)
            return;
        await (0,promises_namespaceObject.rm)(one.file, { force: true });
        bytes -= one.bytes;
    }
}
/** null where another run removed it meanwhile. */
async function keptAt(file) {
    try {
        const { size, atimeMs, mtimeMs } = await (0,promises_namespaceObject.stat)(file);
        return { file, bytes: size, usedAt: Math.max(atimeMs, mtimeMs) };
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/image/layer-sizes.js



/**
 * Sizes remembered in a file of lines `DIFF-ID BYTES`, which runs at the same time may append to; null: in memory only.
 * It only saves time: where it cannot be read or written, `onTrouble` is told so once, and the run goes on without it.
 */
async function openLayerSizes(file, onTrouble) {
    let kept = file;
    const withFile = async (work) => {
        if (kept === null)
            return;
        try {
            await work(kept);
        }
        catch (error) {
            onTrouble(`Layers that were read are read again in the next run: their sizes are not kept (${(0,lib_errors/* messageOf */.bD)(error)})`);
            kept = null;
        }
    };
    const sizes = new Map();
    await withFile(async (file) => {
        for (const [diffId, size] of layer_sizes_parse(await readIfThere(file)))
            sizes.set(diffId, size);
    });
    return {
        get: (diffId) => sizes.get(diffId),
        async add(found) {
            const fresh = [...found].filter(([diffId]) => !sizes.has(diffId));
            for (const [diffId, size] of fresh)
                sizes.set(diffId, size);
            if (fresh.length === 0)
                return;
            await withFile(async (file) => {
                await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
                await (0,promises_namespaceObject.appendFile)(file, fresh.map(([diffId, size]) => `${diffId} ${size}\n`).join(''));
            });
        },
    };
}
async function readIfThere(file) {
    try {
        return await (0,promises_namespaceObject.readFile)(file, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return '';
        throw error;
    }
}
/** A line that another run is just writing, or that was cut off, is no line. */
function layer_sizes_parse(text) {
    return [...text.matchAll(/^(sha256:[0-9a-f]{64}) (\d{1,15})\n/gm)].map(([, id = '', size]) => [id, Number(size)]);
}

;// CONCATENATED MODULE: ./lib/image/layer-memory.js









/** From so many on what reading a layer leaves behind is worth the time that it takes to free it. */
const MANY_FILES = 250_000;
/** Bytes that the contents of layers may take on the disk: those of some 10 million files. */
const LARGEST = 512 * 10 ** 6;
/**
 * Layers remembered in a directory (`layer-sizes.v1` and a file for each layer in `layers.v1`), which runs at the same time
 * may write to; null: in memory only. It only saves time: where it cannot be read or written, `onTrouble` is told so once,
 * and the run goes on without it.
 */
async function openLayerMemory(directory, onTrouble) {
    const sizes = await openLayerSizes(directory === null ? null : (0,external_node_path_.join)(directory, 'layer-sizes.v1'), onTrouble);
    const names = (0,layer_files/* createFileNames */.zZ)();
    const contents = new Map();
    let trimmed;
    let kept = directory === null ? null : (0,external_node_path_.join)(directory, 'layers.v1');
    async function withFile(diffId, work) {
        if (kept === null)
            return;
        try {
            await work((0,external_node_path_.join)(kept, diffId.replace(':', '-')));
        }
        catch (error) {
            onTrouble(`Layers that were read are read again in the next run: what they hold is not kept (${(0,lib_errors/* messageOf */.bD)(error)})`);
            kept = null;
        }
    }
    return {
        names,
        size: sizes.get,
        contents: (diffId) => contents.get(diffId),
        addSizes: sizes.add,
        async recall(diffIds) {
            for (const diffId of new Set(diffIds)) {
                if (contents.has(diffId))
                    continue;
                await withFile(diffId, async (file) => {
                    const found = await unpacked(file, names);
                    if (found !== null)
                        contents.set(diffId, found);
                });
            }
        },
        async add(diffId, layer) {
            await sizes.add(new Map([[diffId, layer.bytes]]));
            if (contents.has(diffId))
                return;
            contents.set(diffId, layer.contents);
            if (layer.contents.files.count >= MANY_FILES)
                (0,garbage/* collectAll */._)();
            await withFile(diffId, async (file) => {
                await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
                // Whole or not at all: another run may read it meanwhile.
                const written = `${file}.${(0,external_node_crypto_.randomUUID)()}`;
                try {
                    await (0,promises_namespaceObject.writeFile)(written, packContents(layer.contents, names));
                    await (0,promises_namespaceObject.rename)(written, file);
                }
                catch (error) {
                    await (0,promises_namespaceObject.rm)(written, { force: true });
                    throw error;
                }
                // Once is enough: the next run takes away what this one has too much.
                trimmed ??= trimDirectory((0,external_node_path_.dirname)(file), LARGEST);
                await trimmed;
            });
        },
    };
}
/** null where nothing is kept, or by another version; what was damaged is as if it were not there, and is written anew. */
async function unpacked(path, names) {
    let file;
    try {
        file = await (0,promises_namespaceObject.open)(path);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
    try {
        // What is used stays longest. Of a directory that can only be read nothing is ever removed.
        const now = new Date();
        await (0,promises_namespaceObject.utimes)(path, now, now).catch(() => undefined);
        const { size } = await file.stat();
        return await unpackContents({ length: size, read: (into, start) => readWhole(file, into, start) }, names).catch(() => null);
    }
    finally {
        await file.close();
    }
}
async function readWhole(file, into, start) {
    for (let filled = 0; filled < into.length;) {
        const { bytesRead } = await file.read(into, filled, into.length - filled, start + filled);
        if (bytesRead === 0)
            throw new Error('it is cut off');
        filled += bytesRead;
    }
}

;// CONCATENATED MODULE: ./lib/settle.js
/** As `Promise.all`, but where one fails it throws only when the others have ended too, so that none outlives its caller. */
async function settleAll(work) {
    await Promise.allSettled(work);
    return Promise.all(work);
}
/** Commands that run at once at most: each is a process of some 30 MB. */
const AT_ONCE = 8;
/** Does `work` for each of `items`, a few at once. Where one fails it begins no more, and throws when those begun have ended. */
async function forEachOf(items, work) {
    const results = [];
    const rest = items.entries();
    let hasFailed = false;
    async function worker() {
        for (const [index, item] of rest) {
            if (hasFailed)
                return;
            try {
                results[index] = await work(item);
            }
            catch (error) {
                hasFailed = true;
                throw error;
            }
        }
    }
    await settleAll(Array.from({ length: AT_ONCE }, worker));
    return results;
}

;// CONCATENATED MODULE: ./lib/image/stage-sizes.js
/**
 * Looks a stage's steps up in the builder's cache. The cache knows records, not steps: a step's is one that is called
 * like it and lies on the record of the step before. Of several, as where files were copied in the same words, it is one
 * that this run used: made when the step ran, or where neither head's nor base's ran, the older one at the base. What
 * the builder did not have to touch is for both sides the one used last.
 */
function cachedSizes({ target, base, steps }, records) {
    // By the builder's clock.
    const start = Math.min(...steps.map(({ run }) => run?.started ?? Infinity));
    const byId = new Map(records.map((record) => [record.id, record]));
    const byName = new Map();
    for (const record of records) {
        const name = stage_sizes_nameOf(record.description);
        const named = byName.get(name);
        if (named === undefined)
            byName.set(name, [record]);
        else
            named.push(record);
    }
    /** Whether a record lies on `below`, or on a merge that has it on top. */
    function liesOn({ parents }, below) {
        return parents.some((id) => id === below.id || byId.get(id)?.parents.includes(below.id) === true);
    }
    function recordOf(step, below) {
        const name = calledName(step);
        let candidates = name === null ? [] : (byName.get(name) ?? []);
        if (below !== null)
            candidates = preferred(candidates, (record) => liesOn(record, below));
        const used = candidates.filter(({ lastUsedAt }) => lastUsedAt >= start);
        if (used.length === 0)
            return candidates.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt)[0] ?? null;
        const { run } = step;
        if (run === null || run.cached) {
            const byAge = used.toSorted((one, other) => one.createdAt - other.createdAt);
            return (target.side === 'base' ? byAge[0] : byAge.at(-1)) ?? null;
        }
        const away = ({ createdAt }) => Math.abs(createdAt - run.started);
        return used.toSorted((one, other) => away(one) - away(other))[0] ?? null;
    }
    const baseRecord = stage_sizes_topOf(byName.get(`pulled from ${base?.reference ?? ''}`) ?? []);
    const found = [];
    let below = baseRecord;
    for (const step of steps) {
        const record = recordOf(step, below);
        found.push(record);
        below = record ?? below;
    }
    // What was built first in other words (`WORKDIR src` for `WORKDIR /src`) is called by those: it lies between the others.
    for (const [at, record] of found.entries())
        found[at] = record ?? between(at, found[at + 1] ?? null);
    const sizes = steps.map(({ blobs }, at) => {
        const record = found[at] ?? null;
        return record === null ? null : { id: record.id, bytes: Math.max(0, record.size - blobs) };
    });
    const first = found.find((record) => record !== null) ?? null;
    return { base: base === null ? null : baseSize(base, baseRecord ?? parentOf(first, byId), byId), steps: sizes };
    function between(at, over) {
        const record = parentOf(over, byId);
        const under = at === 0 ? baseRecord : (found[at - 1] ?? null);
        if (record === null)
            return null;
        // A base is not called as what a step made is, and its own record may have no name at all.
        const isSure = under === null ? at === 0 && /^(?:\[|mount )/.test(record.description) : liesOn(record, under);
        return isSure ? record : null;
    }
}
/** Whether the cache has records of different sizes that one of the stage's steps may be. */
function areUnclear({ steps }, records) {
    const sizes = new Map();
    for (const { description, size } of records) {
        const name = stage_sizes_nameOf(description);
        sizes.set(name, (sizes.get(name) ?? new Set()).add(size));
    }
    return steps.some((step) => (sizes.get(calledName(step) ?? '')?.size ?? 0) > 1);
}
/** What the cache calls what a step made. Of two steps that are the same the progress may tell one alone. */
function calledName({ command, run, text }) {
    return command ?? run?.name ?? text;
}
/** Tells bases apart: under one reference, with its digest too, there may be an image for each platform. */
function baseKey({ reference, platform }) {
    return platform === null ? reference : `${reference} ${platform}`;
}
/** The base's own record and those it lies on: one for each of its layers. */
function baseSize({ blobs }, top, byId) {
    if (top === null)
        return null;
    let bytes = -blobs;
    for (let record = top; record !== null; record = parentOf(record, byId))
        bytes += record.size;
    return { id: top.id, bytes: Math.max(0, bytes) };
}
/**
 * The one that no other lies on: a base's layers are called alike. null where there are several, one for each platform:
 * then what lies on it tells which is meant.
 */
function stage_sizes_topOf(records) {
    const below = new Set(records.flatMap(({ parents }) => parents));
    const tops = records.filter(({ id }) => !below.has(id));
    return tops.length === 1 ? (tops[0] ?? null) : null;
}
function parentOf(record, byId) {
    return byId.get(record?.parents[0] ?? '') ?? null;
}
/** Without the stage and position, which differ between the builds that a step is part of. */
function stage_sizes_nameOf(description) {
    return description.replace(/^\[[^\]]*\] /, '');
}
function preferred(all, test) {
    const some = all.filter(test);
    return some.length > 0 ? some : all;
}

;// CONCATENATED MODULE: ./lib/image/engine-bases.js


/**
 * Sizes of the images at the bottom of stages, by {@link baseKey}, but those that are `known`, as an engine with an image store tells
 * them: its build cache does not count layers that are the store's own. Estimates: the containerd store counts whole
 * blocks, the classic one the lengths of symbolic links' targets too. Throws a GateError where the engine can't be asked.
 */
async function engineBases(stages, known, engine) {
    const wanted = new Map(stages.flatMap(({ base, platform }) => base === null || known.bases.has(baseKey(base))
        ? []
        : [[baseKey(base), { base, platform: base.platform ?? platform }]]));
    const found = await forEachOf([...wanted], async ([key, { base, platform }]) => {
        const id = await engine.buildBase(`docker-image://${base.reference}`, platform);
        if (id === null)
            return [];
        const bytes = (await engine.history(id)).reduce((sum, entry) => sum + entry, 0);
        return [[key, { id, bytes }]];
    });
    return new Map(found.flat());
}

;// CONCATENATED MODULE: ./lib/image/manifest.js

/** Manifests and configs are small; more is no such thing. */
const LARGEST_DOCUMENT = 16 * 2 ** 20;
/** A manifest or config, read whole. Throws a GateError where it is damaged. */
async function readDocument(blob, digest) {
    const chunks = [];
    let length = 0;
    for await (const chunk of blob) {
        length += chunk.length;
        if (length > LARGEST_DOCUMENT)
            throw new lib_errors/* GateError */.ue('environment', `${digest} is too large for a manifest`);
        chunks.push(chunk);
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    }
    catch (error) {
        throw new lib_errors/* GateError */.ue('environment', `${digest} is no readable manifest or config`, null, error);
    }
}
/** Reads an image's config. Throws a GateError where it is damaged. */
async function readConfig(blob, digest) {
    const config = await readDocument(blob, digest);
    return { ...config, rootfs: { diff_ids: config.rootfs?.diff_ids ?? [] } };
}
/** As in `FROM --platform`: `linux/arm64/v8`. */
function platformOf(config) {
    const variant = config.variant === undefined || config.variant === '' ? '' : `/${config.variant}`;
    return `${config.os}/${config.architecture}${variant}`;
}

;// CONCATENATED MODULE: ./lib/image/described.js

/** Reads the documents of an image that was built. Throws a GateError where the builder cannot be read. */
async function described_describe(built, engine) {
    const manifest = built.hasManifest ? await readDocument(engine.read(built.digest), built.digest) : null;
    const digest = manifest?.config.digest ?? built.digest;
    return { built, manifest, config: await readConfig(engine.read(digest), digest) };
}

;// CONCATENATED MODULE: ./lib/image/download.js

/**
 * What a pull moves: each distinct layer once, compressed. Where a store keeps no compressed layers, an estimate: the
 * usual share of the distinct layers' size.
 */
function download_downloadOf(layers) {
    const blobs = new Map(layers.flatMap(({ blob }) => (blob === null ? [] : [[blob.digest, blob.size]])));
    if (layers.every(({ blob }) => blob !== null))
        return { bytes: download_sum(blobs.values()), exact: true };
    const distinct = new Map(layers.map(({ diffId, size }) => [diffId, size]));
    return { bytes: Math.round(download_sum(distinct.values()) * USUAL_COMPRESSION), exact: false };
}
function download_sum(sizes) {
    return [...sizes].reduce((total, size) => total + size, 0);
}

;// CONCATENATED MODULE: ./lib/image/layer-image.js

/**
 * The image from outside that all files of a layer come from, by its reference: the base's layers, and what `COPY --from`
 * takes right out of an image. null for everything else, and where some of the files may come from a stage.
 */
function layerImage(owner, { resolved, base }) {
    if (owner.origin === 'base')
        return base;
    if (owner.source?.kind !== 'image')
        return null;
    const from = /\s--from=(\S+)/.exec(owner.text)?.[1];
    if (from === undefined)
        return null;
    const references = resolved.map(({ reference }) => reference);
    const reference = nameAmong(references, from);
    if (reference === null || reference !== nameAmong(references, owner.source.reference))
        return null;
    // A stage may be called as an image is. Then the first of several sources does not speak for the others.
    return /[:/@]/.test(from) || hasOneSource(owner.text) ? reference : null;
}
function hasOneSource(text) {
    const words = text
        .split(/\s+/)
        .slice(1)
        .filter((word) => !word.startsWith('--'));
    return words.length === 2 && !text.includes('[');
}

;// CONCATENATED MODULE: ./lib/image/layer-source.js

/** Instructions that only say something about the image, so that no file depends on them. */
const METADATA = new Set([
    'CMD',
    'ENTRYPOINT',
    'EXPOSE',
    'HEALTHCHECK',
    'LABEL',
    'MAINTAINER',
    'ONBUILD',
    'STOPSIGNAL',
    'VOLUME',
]);
/** An origin in the Dockerfile's words; `line` is that of the instruction that copies. null where the lines are no instruction's. */
function layerSource(graph, line, origin) {
    if (origin === null)
        return null;
    const place = layer_source_placeOf(graph, line, origin.places);
    const stage = place === null ? null : stageAt(graph, place.start);
    const instruction = place === null ? null : instructionAt(graph, place.start);
    if (origin.image !== null)
        return { kind: 'image', reference: reference(stage, instruction, origin.image) };
    if (stage === null || instruction === null)
        return null;
    return {
        kind: 'instruction',
        stage: stage.target,
        text: instruction.text,
        commands: instruction.commands,
        whole: instruction.whole,
        lines: instruction.lines,
        inputs: inputsBefore(graph, stage, instruction.lines.start, new Set()),
    };
}
/** Of the places of one step that one which the copying instruction's own stages have. */
function layer_source_placeOf(graph, line, places) {
    const edges = stageAt(graph, line)?.needs.filter((edge) => edge.line === line) ?? [];
    const stages = new Set(edges.flatMap((edge) => [...reachable(graph, edge.stage)]));
    return places.find(({ start }) => stages.has(stageAt(graph, start)?.index ?? -1)) ?? places[0] ?? null;
}
/** As the Dockerfile names the image where that is known, else as the registry does, without the digest it resolved to. */
function reference(stage, instruction, identifier) {
    if (instruction?.keyword === 'FROM' && stage?.image != null)
        return stage.image;
    const from = /\s--from=([^\s"'$\\]+)(?=\s)/.exec(instruction?.text ?? '')?.[1];
    if (from !== undefined && from.includes('@'))
        return from;
    const name = identifier.replace(/^[a-z-]+:\/\//, '').replace(/^docker\.io\/(?:library\/)?/, '');
    return name.replace(/(:[\w.-]+)@sha256:[0-9a-f]{64}$/, '$1');
}
/** What a stage's files depend on up to a line, what it copies from other stages before the copy itself. */
function inputsBefore(graph, stage, line, seen) {
    const all = (index) => {
        const other = graph.stages[index];
        if (other === undefined || seen.has(index))
            return [];
        seen.add(index);
        return inputsBefore(graph, other, Infinity, seen);
    };
    return stage.instructions.flatMap(({ keyword, text, whole, lines }) => {
        if (lines.start > line || METADATA.has(keyword))
            return [];
        const needed = stage.needs.filter((edge) => edge.line === lines.start).flatMap((edge) => all(edge.stage));
        const { image } = stage;
        if (keyword === 'FROM')
            return needed.length > 0 || image === null ? needed : [{ text: image, whole: image }];
        return lines.start === line ? needed : [...needed, { text, whole }];
    });
}

;// CONCATENATED MODULE: ./lib/image/owners.js


/** A layer that neither provenance nor history explains. */
const owners_UNKNOWN = {
    origin: 'own',
    text: '(unknown instruction)',
    commands: '(unknown instruction)',
    whole: '(unknown instruction)',
    stage: null,
    lines: null,
    source: null,
};
/** How many of the image's layers, counted from the last, its own instructions made; 0 where that is not known. */
function ownLayers(built, config) {
    const own = built.chain?.own.length ?? 0;
    return own > config.rootfs.diff_ids.length ? 0 : own;
}
/**
 * Who made each layer, first to last: from provenance the lines, from the stage graph their stage and words. What a layer only
 * copied is laid to what made its `tellingFile`.
 */
function layerOwners(built, config, sources, tellingFile = () => null) {
    const { target, chain } = built;
    const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph;
    const commands = (config.history ?? []).filter((entry) => entry.empty_layer !== true).map((entry) => entry.created_by);
    const count = config.rootfs.diff_ids.length;
    const own = ownLayers(built, config);
    const isTold = chain?.own.length === own && graph !== undefined && areStepsOf(commands, chain.own, graph);
    return config.rootfs.diff_ids.map((_, index) => {
        const fromEnd = index - count;
        const command = commands.at(fromEnd);
        const said = command === undefined ? owners_UNKNOWN : { ...owners_UNKNOWN, text: command, commands: command, whole: command };
        if (!isTold)
            return said;
        if (index < count - own)
            return baseOwner(graph, target.stage);
        const step = chain.own.at(fromEnd);
        if (step === undefined)
            return said;
        const file = tellingFile(index);
        return stepOwner(graph, file === null ? step : { ...step, origin: step.originOf(file) ?? step.origin }, said);
    });
}
/**
 * Whether each step is of the same kind as the image's history says of its layer: where provenance lacks one, those before
 * it would get the blame for each other's layers.
 */
function areStepsOf(commands, steps, graph) {
    return steps.every(({ lines }, index) => {
        const keyword = lines === null ? undefined : instructionAt(graph, lines.start)?.keyword;
        const command = commands.at(index - steps.length);
        // A trigger (ONBUILD) stands in the line of FROM.
        return keyword === undefined || keyword === 'FROM' || command === undefined || command.startsWith(`${keyword} `);
    });
}
/** The instruction that a step stands for; `otherwise` where it has no place in the Dockerfile. */
function stepOwner(graph, { lines, origin }, otherwise) {
    const stage = lines === null ? null : stageAt(graph, lines.start);
    // No layer is made outside the stages: BuildKit before 0.13 counts a trigger's line in the trigger itself.
    if (lines === null || stage === null)
        return otherwise;
    const instruction = instructionAt(graph, lines.start);
    return {
        origin: 'own',
        text: instruction?.text ?? otherwise.text,
        commands: instruction?.commands ?? otherwise.commands,
        whole: instruction?.whole ?? otherwise.whole,
        stage: stage.target,
        lines,
        source: layerSource(graph, lines.start, origin),
    };
}
/** The image that a stage rests on, through all the stages between. */
function baseOwner(graph, index) {
    const [stage] = stageChain(graph, index);
    const text = stage?.image ?? stage?.base ?? 'the base image';
    return {
        origin: 'base',
        text,
        commands: text,
        whole: text,
        stage: stage?.target ?? null,
        lines: stage === undefined ? null : { start: stage.lines.start, end: stage.lines.start },
        source: null,
    };
}

;// CONCATENATED MODULE: ./lib/image/stage-work.js
/** What the steps of a stage's own instructions took; null where the builder told of none. */
function stageWork({ target, steps }, sources) {
    const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph;
    const lines = graph?.stages[target.stage]?.lines;
    const own = steps.filter((step) => {
        const line = step.lines?.start ?? 0;
        return lines !== undefined && lines.start <= line && line <= lines.end;
    });
    const told = own.flatMap(({ run }) => run ?? []);
    if (told.length === 0)
        return null;
    // Of a step that is cached, or the same as one of another target, the progress may tell nothing: it took no time here.
    const executed = told.filter(({ cached }) => !cached);
    return {
        duration: executed.reduce((sum, { started, completed }) => sum + completed - started, 0),
        steps: own.length,
        cached: own.length - executed.length,
    };
}

;// CONCATENATED MODULE: ./lib/image/measure-stages.js



/** Whether every size is known without a look into the builder's cache. */
function areAllKnown(stages, known) {
    return stages.every(({ base, steps }) => (base === null || known.bases.has(baseKey(base))) && steps.every(({ vertex }) => known.steps.has(vertex ?? '')));
}
/** What made the layers of the exported images; of a layer it takes no more than that it is there. */
function knownLayers(stages, exported) {
    const steps = new Map();
    const bases = new Map();
    for (const { target, layers } of exported) {
        const own = stages.find((stage) => stage.target === target);
        const below = layers.length - (own?.steps.length ?? Infinity);
        if (own === undefined || below < 0)
            continue;
        for (const [index, { vertex }] of own.steps.entries()) {
            const layer = layers[below + index];
            if (vertex !== null && layer !== undefined)
                steps.set(vertex, layer);
        }
        if (own.base !== null)
            bases.set(baseKey(own.base), layers.slice(0, below));
    }
    return { steps, bases };
}
/**
 * Measures the intermediate stages without exporting them: exactly where their layers are in an exported image too, the
 * others by what the builder's cache says, as an estimate. Those of which something is not known are left out.
 */
function measureStages(stages, measured, cache, sources) {
    const known = knownLayers(stages, measured.map(({ target, measurement }) => ({ target, layers: measurement.layers })));
    const found = new Map();
    for (const stage of stages) {
        const { target } = stage;
        // One target may know of layers what another that took the same stage does not.
        if (target.exported || found.get(target.id)?.measurement.size.exact === true)
            continue;
        const layers = measure_stages_layersOf(stage, known, cache, sources);
        if (layers === null || (found.has(target.id) && !layers.exact))
            continue;
        found.set(target.id, { target, measurement: measurementOf(stage, layers, measured, sources) });
    }
    return [...found.values()];
}
function measure_stages_layersOf(stage, known, { recordsOf, baseOf }, sources) {
    const { target, base } = stage;
    const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph;
    if (graph === undefined)
        return null;
    const cached = cachedSizes(stage, recordsOf(stage));
    const layers = [];
    let exact = true;
    const estimate = ({ id, bytes }, owner) => {
        exact = false;
        layers.push({ diffId: `record:${id}`, size: bytes, blob: null, owner, image: null });
    };
    if (base !== null) {
        const layersOfBase = known.bases.get(baseKey(base));
        const sizeOfBase = baseOf === null ? cached.base : (baseOf.get(baseKey(base)) ?? null);
        const owner = baseOwner(graph, target.stage);
        if (layersOfBase !== undefined)
            layers.push(...layersOfBase.map((layer) => ({ ...layer, owner })));
        else if (sizeOfBase !== null)
            estimate(sizeOfBase, owner);
        else
            return null;
    }
    for (const [index, step] of stage.steps.entries()) {
        const layer = known.steps.get(step.vertex ?? '');
        const size = cached.steps[index] ?? null;
        if (layer !== undefined)
            layers.push(layer);
        else if (size !== null)
            estimate(size, stepOwner(graph, step, owners_UNKNOWN));
        else
            return null;
    }
    return { layers, exact };
}
function measurementOf(stage, { layers, exact }, measured, sources) {
    const { target } = stage;
    // As the images say it that it is part of: theirs is in its normal form.
    const image = measured.find((one) => one.target.side === target.side && one.target.sourceImage === target.sourceImage);
    return {
        image: target.image,
        dockerfile: target.dockerfile,
        target: target.target,
        platform: image?.measurement.platform ?? stage.platform,
        shipped: target.shipped,
        default: target.default,
        stages: target.stages,
        size: {
            bytes: layers.reduce((sum, layer) => sum + layer.size, 0),
            exact,
        },
        // Nobody pulls it.
        download: null,
        layers,
        user: null,
        command: null,
        environment: null,
        checks: [],
        resolved: [],
        work: stageWork(stage, sources),
    };
}

;// CONCATENATED MODULE: ./lib/image/read-blobs.js



/** Stores with blobs: each layer that is not known well enough is streamed through once. */
async function readBlobs(images, engine, memory, wanted) {
    for (const image of images) {
        const missing = [];
        for (const layer of read_blobs_unread(image, memory, wanted)) {
            try {
                await read(layer, engine, memory);
            }
            catch (error) {
                if (!(error instanceof lib_errors/* BlobMissing */.QO))
                    throw error;
                missing.push(layer);
            }
        }
        if (missing.length > 0)
            await readLazyBase(image, missing, engine, memory);
    }
}
/** The layers whose size is not known, or whose contents are not and are `wanted`. */
function read_blobs_unread({ built, config, manifest }, memory, wanted) {
    const diffIds = config.rootfs.diff_ids;
    const foreign = built.target.importsCache ? diffIds.length : diffIds.length - ownLayers(built, config);
    const layers = diffIds.flatMap((diffId, index) => {
        const digest = manifest?.layers[index]?.digest;
        const isForeign = index < foreign;
        return digest === undefined || isKnown(diffId, memory, wanted) ? [] : [{ diffId, digest, isForeign }];
    });
    return [...new Map(layers.map((layer) => [layer.diffId, layer])).values()];
}
/** Whether all is known of a layer that a run needs. */
function isKnown(diffId, memory, wanted) {
    return memory.size(diffId) !== undefined && (!wanted.has(diffId) || memory.contents(diffId) !== undefined);
}
async function read({ diffId, digest, isForeign }, engine, memory) {
    // Much to load, with all the formats of packages, for a run that knows its layers.
    const { readLayer } = await Promise.all(/* import() */[__nccwpck_require__.e(711), __nccwpck_require__.e(924)]).then(__nccwpck_require__.bind(__nccwpck_require__, 924));
    await memory.add(diffId, await readLayer(engine.read(digest), memory.names, { diffId: isForeign ? diffId : null }));
}
/** Layers of a base that no step needed, so that BuildKit never pulled them. */
async function readLazyBase({ built, config }, missing, engine, memory) {
    if (built.chain === null) {
        throw new lib_errors/* GateError */.ue('environment', "The builder has never pulled the base image's layers, and buildx does not tell which image that is, so its size cannot be read.", 'Update buildx: from 0.26.0 on it reads what every BuildKit tells. docker/setup-buildx-action before this step installs it.');
    }
    const { base } = built.chain;
    if (base !== null)
        await engine.pullBase(base, platformOf(config));
    for (const layer of missing)
        await read(layer, engine, memory);
}

// EXTERNAL MODULE: ./lib/layer/tar.js
var tar = __nccwpck_require__(6430);
;// CONCATENATED MODULE: ./lib/image/archive.js


/**
 * Reads layers of an image from a `docker save` archive as it comes. `diffIds` are the image's, in order; `readerFor` gives a
 * reader for those that are to be read. Archives of Docker 25 and later name layers by diff ID, older ones by ids of their
 * own which only manifest.json, at the end, tells apart.
 * Throws a GateError where a layer is missing or damaged.
 */
async function readArchive(archive, diffIds, readerFor) {
    const wanted = new Map(diffIds.map((diffId) => [`blobs/sha256/${diffId.slice('sha256:'.length)}`, diffId]));
    const byPath = new Map();
    let manifest = '';
    const outer = (0,tar/* createTarWalk */.p)(({ path, type }) => {
        if (type !== 'file')
            return undefined;
        if (path === 'manifest.json') {
            return {
                write(piece) {
                    manifest += piece.toString('utf8');
                },
                end: () => undefined,
            };
        }
        const diffId = wanted.get(path) ?? (path.endsWith('/layer.tar') ? null : undefined);
        // Which layer an older archive's is, it tells at its end.
        const reader = diffId === undefined ? null : diffId === null ? anyReader() : readerFor(diffId);
        if (reader === null)
            return undefined;
        return {
            write: (piece) => reader.write(piece),
            end: () => byPath.set(path, reader.end()),
        };
    });
    function anyReader() {
        return diffIds.map(readerFor).find((reader) => reader !== null) ?? null;
    }
    for await (const piece of archive)
        outer.write(piece);
    outer.end();
    const [image] = JSON.parse(manifest === '' ? '[]' : manifest);
    const found = diffIds.flatMap((diffId, index) => {
        if (readerFor(diffId) === null)
            return [];
        const layer = byPath.get(image?.Layers[index] ?? '');
        if (layer === undefined)
            throw new lib_errors/* GateError */.ue('environment', `docker image save left out the layer ${diffId}`);
        return [[diffId, layer]];
    });
    return new Map(found);
}

;// CONCATENATED MODULE: ./lib/image/opaque-directories.js



/** Bytes below a directory that may be hidden: for less it is not asked, as findings do not tell of less. */
const WORTH_ASKING = 10_000;
/** Each question takes some 4 ms. */
const MOST_QUESTIONS = 500;
/**
 * Tells which directories of an image's layers hide all that lies below them in the layers under theirs: overlayfs says so in
 * an attribute that `docker container cp` leaves out. Where a layer names a directory with files below it which the layer does
 * not name, the finished image is asked for one of them: `isShown` tells whether it has a path, null where it cannot. `asked`
 * are the indexes of the layers of which this is not known. Returned is what was found by the layer's index.
 */
async function opaqueDirectories(layers, asked, paths, isShown) {
    const found = new Map();
    if (layers.length > MOST_LAYERS)
        return found;
    const ofLayer = (layer) => {
        const one = found.get(layer) ?? { directories: [], unasked: 0 };
        found.set(layer, one);
        return one;
    };
    const isHidden = ({ layer, path }) => [...found].some(([above, { directories }]) => above >= layer && directories.some((directory) => (0,path_table/* isWithin */.UO)(path, directory, paths)));
    const candidates = candidatesOf(layers, asked, paths)
        .filter(({ bytes }) => bytes >= WORTH_ASKING)
        .toSorted((one, other) => other.bytes - one.bytes);
    // What lies in a directory that hides what is below it is hidden with it; a path has a greater number than its parent.
    const first = candidates
        .slice(0, MOST_QUESTIONS)
        .toSorted((one, other) => one.path - other.path || other.layer - one.layer);
    const answers = new Map();
    for (const candidate of first) {
        if (isHidden(candidate))
            continue;
        const { layer, path, sample } = candidate;
        const name = paths.path(sample);
        const isThere = opaque_directories_isWhole(name) ? (answers.get(sample) ?? (await isShown(name))) : null;
        if (isThere === null)
            ofLayer(layer).unasked++;
        else
            answers.set(sample, isThere);
        if (isThere === false)
            ofLayer(layer).directories.push(path);
    }
    for (const candidate of candidates.slice(MOST_QUESTIONS)) {
        if (!isHidden(candidate))
            ofLayer(candidate.layer).unasked++;
    }
    return found;
}
function candidatesOf(layers, asked, paths) {
    const byPath = new Map();
    for (const layer of asked) {
        const files = layers[layer]?.files;
        for (const path of files === undefined || layer === 0 ? [] : changedDirectories(files, paths)) {
            byPath.set(path, [...(byPath.get(path) ?? []), { layer, path, bytes: 0, sample: path_table/* ROOT */.Dl, sampleBytes: Infinity }]);
        }
    }
    if (byPath.size === 0)
        return [];
    const seen = visibilityOf(layers, paths);
    for (const [below, { files }] of layers.entries()) {
        for (let entry = 0; entry < files.count; entry++) {
            const bytes = (0,layer_files/* sizeOf */.$d)(files, entry);
            if (files.kinds[entry] !== layer_files/* KIND */.Nd.file || bytes === 0 || seen[below]?.hiddenBy[entry] !== 0)
                continue;
            const file = files.paths[entry] ?? path_table/* ROOT */.Dl;
            // Of the nearest alone: if it is missing, no directory between may be to blame.
            for (const candidate of opaque_directories_nearest(file, below, byPath, paths)) {
                candidate.bytes += bytes;
                if (bytes >= candidate.sampleBytes)
                    continue;
                candidate.sample = file;
                candidate.sampleBytes = bytes;
            }
        }
    }
    return [...byPath.values()].flat();
}
/** The candidates for the lowest directory above a file that layers over the file's own name. */
function opaque_directories_nearest(file, below, byPath, paths) {
    for (let path = paths.parent(file); path !== path_table/* ROOT */.Dl; path = paths.parent(path)) {
        const above = byPath.get(path)?.filter(({ layer }) => layer > below) ?? [];
        if (above.length > 0)
            return above;
    }
    return [];
}
/** The directories that a layer names, but those in which it deletes something: in one made anew there is nothing to delete. */
function changedDirectories(files, paths) {
    const directories = new Set();
    for (let entry = 0; entry < files.count; entry++) {
        const path = files.paths[entry] ?? path_table/* ROOT */.Dl;
        if (files.kinds[entry] === layer_files/* KIND */.Nd.directory && path !== path_table/* ROOT */.Dl)
            directories.add(path);
    }
    for (let entry = 0; entry < files.count; entry++) {
        if (files.kinds[entry] === layer_files/* KIND */.Nd.deleted)
            directories.delete(paths.parent(files.paths[entry] ?? path_table/* ROOT */.Dl));
    }
    return [...directories];
}
/** Whether a path is shown as it is, so that one can ask for it: bytes that are no UTF-8 are not. */
function opaque_directories_isWhole(shown) {
    return !shown.startsWith('/…') && !/\\x[89a-f][0-9a-f]/.test(shown);
}

;// CONCATENATED MODULE: ./lib/image/read-classic-layers.js






/**
 * The classic store knows the bytes of the layers that BuildKit made on it. Those that were pulled, loaded or imported
 * it overstates by the lengths of their symbolic links' targets (moby layer/layer_store.go sums what was unpacked), so
 * a base's layers are read once, as is what a layer holds that is `wanted`.
 */
async function readClassicLayers(images, engine, memory, wanted) {
    await forEachOf(images, (image) => addCounted(image, engine, memory));
    for (const { built, config } of images) {
        const diffIds = config.rootfs.diff_ids;
        if (diffIds.every((diffId) => isKnown(diffId, memory, wanted)))
            continue;
        await readLayers(built, config, engine, memory, wanted);
    }
}
/** Each by itself where the engine's storage driver allows it, else as a part of the whole image. */
async function readLayers(built, config, engine, memory, wanted) {
    const { layerReader, readLayer } = await Promise.all(/* import() */[__nccwpck_require__.e(711), __nccwpck_require__.e(924)]).then(__nccwpck_require__.bind(__nccwpck_require__, 924));
    const diffIds = config.rootfs.diff_ids;
    const isUnread = (diffId) => !isKnown(diffId, memory, wanted);
    const volumes = Object.keys(config.config?.Volumes ?? {});
    const layers = await engine.overlayLayers(built.digest, volumes);
    if (layers === null) {
        const read = (diffId) => (isUnread(diffId) ? layerReader(memory.names) : null);
        for (const [diffId, layer] of await readArchive(engine.save(built.digest), diffIds, read)) {
            await memory.add(diffId, layer);
        }
        return;
    }
    const fresh = new Map();
    try {
        for (const [index, diffId] of diffIds.entries()) {
            if (!isUnread(diffId))
                continue;
            const { root, archive } = layers.read(index);
            fresh.set(index, await readLayer(archive, memory.names, { form: { root, deletions: 'devices' } }));
        }
        const opaque = await opaqueIn(diffIds, fresh, shownIn(volumes, layers), memory);
        if (opaque === null) {
            await memory.addSizes(new Map([...fresh].map(([index, { bytes }]) => [diffIds[index] ?? '', bytes])));
            return;
        }
        for (const [index, layer] of fresh) {
            await memory.add(diffIds[index] ?? '', withHidden(layer, opaque.get(index)));
        }
    }
    finally {
        await layers.close();
    }
}
/**
 * The directories that hide what is below them, by the index of the layer that was just read. null where it is not known
 * what the other layers hold: what these do is then not to be remembered, as a later run would take it for all there is.
 */
async function opaqueIn(diffIds, fresh, isShown, memory) {
    const known = diffIds.flatMap((diffId, index) => fresh.get(index)?.contents ?? memory.contents(diffId) ?? []);
    if (known.length !== diffIds.length)
        return null;
    return opaqueDirectories(known, new Set(fresh.keys()), memory.names.paths, isShown);
}
function withHidden(layer, opaque) {
    if (opaque === undefined)
        return layer;
    const { directories, unasked } = opaque;
    const contents = { ...layer.contents, files: (0,layer_files/* withOpaque */.aL)(layer.contents.files, directories) };
    if (unasked === 0)
        return { ...layer, contents };
    const trouble = `of some directories (${unasked}) it is not known whether they hide files of the layers below: the engine cannot be asked`;
    return { ...layer, contents: { ...contents, troubles: [...contents.troubles, trouble], hidesWaste: true } };
}
/** Whether the finished image shows a path; null for what lies in a volume, which the container has something else in place of. */
function shownIn(volumes, { exists }) {
    const inVolume = (path) => volumes.some((volume) => `${path}/`.startsWith(`${volume.replace(/\/+$/, '')}/`));
    return async (path) => (inVolume(path) ? null : exists(path));
}
/** How many of an image's layers, counted from the last, the engine counted as we do. */
function countable({ built, config }) {
    // What came from a cache elsewhere was pulled too.
    return built.target.importsCache ? 0 : ownLayers(built, config);
}
async function addCounted({ built, config }, engine, memory) {
    const own = countable({ built, config });
    const counted = own === 0 ? null : await countedSizes(built, config, engine, memory);
    if (counted === null)
        return;
    const diffIds = config.rootfs.diff_ids.slice(-own);
    await memory.addSizes(new Map(diffIds.map((id, index) => [id, counted.at(index - own) ?? 0])));
}
/** The engine's own count for each layer; null where its history and layers do not go together. */
async function countedSizes(built, config, engine, memory) {
    const diffIds = config.rootfs.diff_ids;
    if (diffIds.every((diffId) => memory.size(diffId) !== undefined))
        return null;
    const isLayer = (config.history ?? []).map((entry) => entry.empty_layer !== true);
    if (isLayer.filter(Boolean).length !== diffIds.length)
        return null;
    return (await engine.history(built.digest)).filter((_, index) => isLayer[index]);
}

;// CONCATENATED MODULE: ./lib/image/telling-files.js






/** Of more files in one layer none is looked for: it would take long to find it. */
const telling_files_MOST_FILES = 100_000;
/**
 * For each image the files that changed most, of the layers that a COPY from another stage made on both sides: what made such
 * a file made the change, whatever else works in the directory that is copied. Of the base's layer it is the same file.
 */
function tellingFiles(images, sources, memory) {
    const found = new Map();
    for (const head of images.filter(({ built }) => built.target.side === 'head')) {
        const base = images.find(({ built }) => built.target.side === 'base' && isSame(head, { built }));
        if (base === undefined)
            continue;
        const before = copies(base, sources);
        for (const copy of copies(head, sources)) {
            const was = before.find(({ whole }) => whole === copy.whole);
            const file = was === undefined ? null : tellingFile(copy, was, memory);
            if (was === undefined || file === null)
                continue;
            set(found, head, copy.index, file);
            set(found, base, was.index, file);
        }
    }
    return (image) => (index) => found.get(image)?.get(index) ?? null;
}
function set(found, image, index, file) {
    found.set(image, (found.get(image) ?? new Map()).set(index, file));
}
function isSame({ built: { target: one } }, { built: { target: other } }) {
    return one.image === other.image && one.target === other.target && one.platform === other.platform;
}
function copies({ built, config }, sources) {
    const { target, chain } = built;
    const source = sources.find(({ side }) => side === target.side);
    const image = source?.images[target.sourceImage];
    const diffIds = config.rootfs.diff_ids;
    const first = diffIds.length - ownLayers(built, config);
    if (source === undefined || image === undefined || chain?.own.length !== diffIds.length - first)
        return [];
    return chain.own.flatMap((step, at) => {
        const whole = step.lines === null ? undefined : instructionAt(image.graph, step.lines.start)?.whole;
        const diffId = diffIds[first + at];
        if (step.origin === null || whole === undefined || diffId === undefined)
            return [];
        return [{ index: first + at, diffId, whole, isInContext: inContext(source, image) }];
    });
}
function inContext({ root }, { request }) {
    // One that is fetched has no directory here.
    return (path) => !request.context.includes('://') && (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(root, request.context, path));
}
function tellingFile(head, base, memory) {
    const [now, was] = [memory.contents(head.diffId)?.files, memory.contents(base.diffId)?.files];
    if (head.diffId === base.diffId || now === undefined || was === undefined)
        return null;
    if (now.count > telling_files_MOST_FILES || was.count > telling_files_MOST_FILES)
        return null;
    const before = telling_files_byPath(was);
    const after = telling_files_byPath(now);
    let most = 0;
    let found = null;
    const look = (path, bytes, copy) => {
        if (bytes > most)
            [most, found] = [bytes, { path, copy }];
    };
    for (const [path, entry] of after) {
        const other = before.get(path);
        if (other === undefined)
            look(path, (0,layer_files/* sizeOf */.$d)(now, entry), head);
        else if ((0,layer_files/* contentKey */.lO)(now, entry) !== (0,layer_files/* contentKey */.lO)(was, other)) {
            look(path, Math.max(1, Math.abs((0,layer_files/* sizeOf */.$d)(now, entry) - (0,layer_files/* sizeOf */.$d)(was, other))), head);
        }
    }
    for (const [path, entry] of before)
        if (!after.has(path))
            look(path, (0,layer_files/* sizeOf */.$d)(was, entry), base);
    const told = found;
    return told === null ? null : { path: memory.names.paths.path(told.path), isInContext: told.copy.isInContext };
}
function telling_files_byPath(files) {
    const entries = new Map();
    for (let entry = 0; entry < files.count; entry++) {
        if (files.kinds[entry] === layer_files/* KIND */.Nd.file)
            entries.set(files.paths[entry] ?? path_table/* ROOT */.Dl, entry);
    }
    return entries;
}

;// CONCATENATED MODULE: ./lib/image/used-records.js


/** BuildKit lets go of what a build used, and notes the time, a moment after the build has ended. */
const MOMENT_MS = 2000;
const BETWEEN_READS_MS = 50;
/** However long one takes: a cache of thousands of records is not read in a moment. */
const LEAST_READS = 2;
/** How many stages that end in the same words are told apart, each of which takes a bake. Of more nothing is told. */
const used_records_MOST_ALIKE = 12;
/**
 * The records of the builder's cache that the steps of a stage may be. Steps that read alike have records that read
 * alike: those of head and base, of platforms, of images whose Dockerfiles share words, and of whatever else was built
 * there. What a stage used itself is then found by having the builder take it up again: that changes when its last
 * record was used last. Stages that end in the same words are taken up one after the other.
 */
async function usedRecords(stages, read, takeUp) {
    let records = await read();
    const all = records;
    const unclear = new Map();
    for (const stage of stages) {
        if (!stage.target.exported && areUnclear(stage, records))
            unclear.set(stage.target.id, stage);
    }
    const used = new Map();
    for (const round of roundsOf([...unclear.values()])) {
        if (!(await takeUp(round.map(({ target }) => target))))
            continue;
        let tops = new Map();
        let after = records;
        const end = performance.now() + MOMENT_MS;
        for (let count = 0; tops.size < round.length && (count < LEAST_READS || performance.now() < end); count++) {
            if (count > 0)
                await (0,external_node_timers_promises_namespaceObject.setTimeout)(BETWEEN_READS_MS);
            after = await read();
            tops = topsOf(round, records, after);
        }
        records = after;
        for (const [id, top] of tops)
            used.set(id, withBelow(top, records));
    }
    return ({ target }) => (unclear.has(target.id) ? (used.get(target.id) ?? []) : all);
}
/** The stages in rounds, in none of which two end in the same words. */
function roundsOf(stages) {
    const byName = new Map();
    for (const stage of stages) {
        const name = topName(stage);
        const named = byName.get(name);
        if (named === undefined)
            byName.set(name, [stage]);
        else
            named.push(stage);
    }
    const groups = [...byName.values()].filter(({ length }) => length <= used_records_MOST_ALIKE);
    const count = Math.max(0, ...groups.map(({ length }) => length));
    return Array.from({ length: count }, (_, round) => groups.flatMap((group) => group[round] ?? []));
}
/** By the target's id the last record of each stage: of its last step's name, the one whose use changed, and last. */
function topsOf(stages, before, after) {
    const last = new Map(before.map(({ id, lastUsedAt }) => [id, lastUsedAt]));
    const changed = after
        .filter(({ id, lastUsedAt }) => last.get(id) !== lastUsedAt)
        .toSorted((one, other) => other.lastUsedAt - one.lastUsedAt);
    return new Map(stages.flatMap((stage) => {
        const name = topName(stage);
        const called = (text) => changed.find(({ description }) => stage_sizes_nameOf(description) === text);
        // What a linked copy made is merged with what it lies on.
        const top = called(`LINK ${name}`) ?? called(name);
        return top === undefined ? [] : [[stage.target.id, top]];
    }));
}
function topName({ steps }) {
    const top = steps.at(-1);
    return top === undefined ? '' : (calledName(top) ?? '');
}
function withBelow(top, records) {
    const byId = new Map(records.map((record) => [record.id, record]));
    const found = new Set();
    const open = [top];
    for (let record = open.pop(); record !== undefined; record = open.pop()) {
        if (found.has(record))
            continue;
        found.add(record);
        open.push(...record.parents.flatMap((id) => byId.get(id) ?? []));
    }
    return [...found];
}

;// CONCATENATED MODULE: ./lib/image/wanted-layers.js
/**
 * The diff IDs of the layers that are to be looked into. Of a shipped image that is the same on both sides there is nothing
 * to explain; of one that differs all layers count, as those below tell what those above hide.
 */
function wantedLayers(images, lookInto) {
    const bySubject = new Map();
    for (const image of images) {
        const { shipped, image: name, target, platform } = image.built.target;
        const key = JSON.stringify([name, target, platform]);
        if (shipped)
            bySubject.set(key, [...(bySubject.get(key) ?? []), image]);
    }
    const wanted = [...bySubject.values()].flatMap((sides) => {
        const layers = sides.map(({ config }) => config.rootfs.diff_ids);
        const isSame = sides.length === 2 && layers[0]?.join() === layers[1]?.join();
        return isSame && lookInto === 'changed' ? [] : layers.flat();
    });
    return new Set(wanted);
}

;// CONCATENATED MODULE: ./lib/image/measure.js














/**
 * Measures what was built: the bytes of each layer of an exported image, read at most once and only where they are not
 * known yet; of the stages on the way what can be told without reading them.
 * Throws a GateError where the builder cannot be read.
 */
async function measure(build, plan, engine, memory, takeUp, lookInto) {
    const images = await forEachOf(build.built, (target) => described_describe(target, engine));
    const wanted = wantedLayers(images, lookInto);
    await memory.recall(wanted);
    const [cache] = await settleAll([
        cacheOf(build, images, engine, takeUp),
        build.method.store === 'classic'
            ? readClassicLayers(images, engine, memory, wanted)
            : readBlobs(images, engine, memory, wanted),
    ]);
    const tellingFile = tellingFiles(images, plan.sources, memory);
    const exported = images.map((image) => {
        const { target } = image.built;
        const stage = build.stages.find((one) => one.target === target);
        return { target, measurement: measure_measurementOf(image, plan.sources, stage, memory, tellingFile(image)) };
    });
    const stages = measureStages(build.stages, exported, cache, plan.sources);
    const measured = [...exported, ...stages].toSorted((one, other) => measure_byPlace(one.target, other.target));
    const lost = plan.stages.filter((stage) => isLost(stage, build, measured));
    // Of one that was not built, a failure tells.
    const told = lost.filter(({ id }) => build.stages.some(({ target }) => target.id === id));
    const of = (side) => measured
        .filter(({ target }) => target.side === side && !lost.some((stage) => measure_isSame(stage, target)))
        .map(({ measurement }) => measurement);
    return {
        head: of('head'),
        base: of('base'),
        notes: [...new Set(told.map(measure_noteOf))],
        contents: measure_contentsOf(memory, wanted),
    };
}
/** Of what was wanted alone: what else was read on the way is not there in every run. */
function measure_contentsOf({ names, contents }, wanted) {
    return { names, of: (diffId) => (wanted.has(diffId) ? contents(diffId) : undefined) };
}
/** What the engine knows of the stages that the exported images leave open; nothing is asked where there are none. */
async function cacheOf({ stages, method }, images, engine, takeUp) {
    const layers = images.map(({ built, config }) => ({ target: built.target, layers: config.rootfs.diff_ids }));
    const known = knownLayers(stages, layers);
    if (areAllKnown(stages, known))
        return { recordsOf: () => [], baseOf: null };
    const [recordsOf, baseOf] = await settleAll([
        usedRecords(stages, () => engine.cacheRecords(), takeUp),
        method.store === 'buildkit' ? null : engineBases(stages, known, engine),
    ]);
    return { recordsOf, baseOf };
}
/** Whether an intermediate stage's size is not known: then its row would mislead, on either side. */
function isLost(stage, { failures }, measured) {
    if (measured.some(({ target }) => target.id === stage.id))
        return false;
    return !failures.some(({ side, image, target, platform }) => side === stage.side &&
        image === stage.image &&
        target === stage.target &&
        (stage.platform === null || platform === stage.platform));
}
/** The order of the config file, then of the Dockerfile. */
function measure_byPlace(one, other) {
    return one.sourceImage - other.sourceImage || one.stage - other.stage;
}
function measure_isSame(one, other) {
    return one.image === other.image && one.target === other.target && one.platform === other.platform;
}
function measure_noteOf({ image, target }) {
    return `the size of the stage \`${target}\` of \`${image}\` is not known: the builder's cache does not tell of all its steps`;
}
function measure_measurementOf({ built, config, manifest }, sources, stage, memory, tellingFile) {
    const { target } = built;
    const owners = layerOwners(built, config, sources, tellingFile);
    const layers = config.rootfs.diff_ids.map((diffId, index) => {
        const blob = manifest?.layers[index];
        const size = memory.size(diffId);
        const owner = owners[index] ?? owners_UNKNOWN;
        if (size === undefined)
            throw new Error(`the layer ${diffId} was not measured`);
        return {
            diffId,
            size,
            blob: blob === undefined ? null : { digest: blob.digest, size: blob.size },
            owner,
            image: layerImage(owner, built.images),
        };
    });
    return {
        image: target.image,
        dockerfile: target.dockerfile,
        target: target.target,
        platform: platformOf(config),
        shipped: target.shipped,
        default: target.default,
        stages: target.stages,
        size: { bytes: layers.reduce((sum, layer) => sum + layer.size, 0), exact: true },
        download: download_downloadOf(layers),
        layers,
        user: config.config?.User ?? '',
        command: [...(config.config?.Entrypoint ?? []), ...(config.config?.Cmd ?? [])].join(' '),
        environment: config.config?.Env ?? [],
        checks: built.checks,
        work: stage === undefined ? null : stageWork(stage, sources),
        resolved: built.images.resolved,
    };
}

;// CONCATENATED MODULE: ./lib/request/problem.js

/** `value` in quotes, cut where it is long, control characters escaped so that it stays on its line. */
function problem_quote(value) {
    const text = value.length > 100 ? `${value.slice(0, 100)}…` : value;
    // JSON leaves DEL, C1 controls and line separators as they are.
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}
/** What `read` returns, or undefined after what it threw (a GateError) was added to `problems`. */
function collect(problems, where, read) {
    try {
        return read();
    }
    catch (thrown) {
        if (!(thrown instanceof lib_errors/* GateError */.ue))
            throw thrown;
        problems.push({ where, message: problem_sentence(thrown) });
        return undefined;
    }
}
/** One error that lists all `problems`. */
function usageError(problems) {
    const lines = problems.map(({ where, message }) => `${where}: ${message}`);
    const count = lines.length;
    return count === 1
        ? new lib_errors/* GateError */.ue('usage', lines.join(''))
        : new lib_errors/* GateError */.ue('usage', [`${count} things are wrong with what was asked for:`, ...lines.map((line) => `  ${line}`)].join('\n'));
}
function problem_sentence(error) {
    const stop = /[.?!]$/.test(error.message) ? '' : '.';
    return error.hint === null ? `${error.message}${stop}` : `${error.message}${stop} ${error.hint}`;
}

;// CONCATENATED MODULE: ./lib/request/dockerfile-text.js





const MAX_BYTES = 16_000_000;
/**
 * The text of the file at `path` (relative to `root`), byte order mark included. Bytes that are not UTF-8 become U+FFFD, as
 * BuildKit builds such files where they stand in comments. Throws a GateError (usage) where it is missing, a directory, not
 * readable, larger than 16 MB or binary.
 */
async function readDockerfile(root, path) {
    return readText(root, path, 'Dockerfile');
}
/** {@link readDockerfile} of any text file; `what` names it in errors. */
async function readText(root, path, what) {
    const bytes = await readBytes((0,external_node_path_.join)(root, path)).catch((error) => {
        throw error instanceof lib_errors/* GateError */.ue
            ? error
            : new lib_errors/* GateError */.ue('usage', `the ${what} ${problem_quote(path)} ${dockerfile_text_reasonOf(error)}`, null, error);
    });
    if (bytes === null)
        throw new lib_errors/* GateError */.ue('usage', `the ${what} ${problem_quote(path)} is not a regular file`);
    if (bytes.length > MAX_BYTES) {
        throw new lib_errors/* GateError */.ue('usage', `the ${what} ${problem_quote(path)} is larger than 16 MB`);
    }
    if (bytes.includes(0)) {
        throw new lib_errors/* GateError */.ue('usage', `the ${what} ${problem_quote(path)} is not UTF-8 text`, 'Save it as UTF-8.');
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
/** The file's bytes, one more than allowed at most; null where it is no regular file. */
async function readBytes(path) {
    // Without O_NONBLOCK a named pipe would be waited for.
    const file = await (0,promises_namespaceObject.open)(path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK);
    try {
        const stat = await file.stat();
        if (!stat.isFile())
            return null;
        if (stat.size > MAX_BYTES)
            return new Uint8Array(MAX_BYTES + 1);
        return await file.readFile();
    }
    finally {
        await file.close();
    }
}
/** Why a path cannot be read, as the end of a sentence. */
function dockerfile_text_reasonOf(error) {
    switch (codeOf(error)) {
        case 'ENOENT':
            return 'does not exist';
        case 'ENOTDIR':
            return 'does not exist: part of its path is a file';
        case 'EISDIR':
            return 'is a directory';
        case 'EACCES':
        case 'EPERM':
            return 'may not be read';
        case 'ELOOP':
            return 'is a symbolic link to itself';
        default:
            return `cannot be read: ${(0,lib_errors/* messageOf */.bD)(error)}`;
    }
}
/** The code of a system error, whichever realm's Error it is. */
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

;// CONCATENATED MODULE: ./lib/request/image-files.js






/** Why the directory `context` of `root` cannot be a build context, without a full stop; null: it can. */
async function contextTrouble(root, context) {
    const path = (0,external_node_path_.join)(root, context);
    const name = `the context ${problem_quote(context)}`;
    try {
        if (!(await (0,promises_namespaceObject.stat)(path)).isDirectory())
            return `${name} is a file, and has to be a directory`;
        await (0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.R_OK | external_node_fs_namespaceObject.constants.X_OK);
        return null;
    }
    catch (error) {
        return `${name} ${dockerfile_text_reasonOf(error)}`;
    }
}
/** Why the file `dockerfile` of `root` cannot be built from, without a full stop; null: it can. */
async function dockerfileTrouble(root, dockerfile) {
    const path = (0,external_node_path_.join)(root, dockerfile);
    const name = `the Dockerfile ${problem_quote(dockerfile)}`;
    try {
        const found = await (0,promises_namespaceObject.stat)(path);
        if (!found.isFile())
            return `${name} is ${found.isDirectory() ? 'a directory' : 'not a regular file'}`;
        await (0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.R_OK);
        return null;
    }
    catch (error) {
        return `${name} ${dockerfile_text_reasonOf(error)}`;
    }
}
/** Whether `path` of `root` is there, whatever it is. */
async function image_files_exists(root, path) {
    return (0,promises_namespaceObject.stat)((0,external_node_path_.join)(root, path)).then(() => true, () => false);
}
/** ` Did you mean …?` with the Dockerfile of `known` that `path` most likely meant, else where there are some. */
function nearbyDockerfile(path, known) {
    const file = external_node_path_.posix.basename(path);
    const likely = nearest(path, known) ??
        known.find((each) => external_node_path_.posix.dirname(each) === external_node_path_.posix.dirname(path)) ??
        known.find((each) => external_node_path_.posix.basename(each) === file);
    if (likely !== undefined)
        return ` Did you mean \`${likely}\`?`;
    return known.length === 0 ? ' Git tracks no Dockerfile.' : ` Git tracks ${list(known)}.`;
}
const image_files_SHOWN = 5;
function list(paths) {
    const shown = paths.slice(0, image_files_SHOWN).map((path) => `\`${path}\``);
    const more = paths.length - shown.length;
    return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

;// CONCATENATED MODULE: ./lib/request/path.js




/**
 * `path` relative to the root, `.` for the root itself, with posix separators. Throws a GateError (usage) where it leads
 * out of the repository or to another machine.
 */
function insideRoot(path, base, what) {
    const trimmed = path.trim();
    if (isRemote(trimmed)) {
        const hint = `Give a ${what === 'context' ? 'directory' : 'file'} of the repository, such as \`${what === 'context' ? '.' : 'docker/Dockerfile'}\`.`;
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(path)} is not in the repository's checkout, so its base cannot be compared`, hint);
    }
    const inside = (0,external_node_path_.isAbsolute)(trimmed)
        ? fromRoot(base.root, trimmed)
        : external_node_path_.posix.join(base.from, trimmed.split(external_node_path_.sep).join('/'));
    const clean = external_node_path_.posix.normalize(inside).replace(/(?<=.)\/$/, '');
    if (clean === '..' || clean.startsWith('../') || (0,external_node_path_.isAbsolute)(clean)) {
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(path)} leads out of the repository`, `Give a path inside ${base.root}.`);
    }
    return clean;
}
/** What buildx takes for something other than a path: standard input, URLs, git's short forms, build-push's default. */
function isRemote(path) {
    return (path === '-' ||
        /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ||
        /^[\w.-]+@[\w.-]+:/.test(path) ||
        /^(?:github\.com\/|docker-image:|target:)/.test(path) ||
        path.includes('{{'));
}
/** The absolute `path` relative to `root`, with posix separators; it begins with `..` where it is not inside. */
function fromRoot(root, path) {
    const lexical = (0,external_node_path_.relative)(root, path);
    if (!lexical.startsWith('..'))
        return lexical.split(external_node_path_.sep).join('/') || '.';
    // The same tree may be named through a symbolic link, as /tmp is on macOS.
    const real = (0,external_node_path_.relative)(realOf(root), realOf(path));
    return real.split(external_node_path_.sep).join('/') || '.';
}
function realOf(path) {
    try {
        return (0,external_node_fs_namespaceObject.realpathSync)(path);
    }
    catch {
        return (0,external_node_path_.resolve)(path);
    }
}

;// CONCATENATED MODULE: ./lib/request/build-paths.js


/** `settings` with every path that buildx is to read put through `change`: contexts, secret files, keys and local caches. */
function mapBuildPaths(settings, change) {
    const { 'build-contexts': contexts, 'secret-files': files, ssh, 'cache-from': caches } = settings;
    return {
        ...settings,
        ...(contexts === undefined ? {} : { 'build-contexts': mapNamed(contexts, (each) => contextPath(each, change)) }),
        ...(files === undefined ? {} : { 'secret-files': mapNamed(files, change) }),
        ...(ssh === undefined ? {} : { ssh: ssh.map((each) => sshPaths(each, change)) }),
        ...(caches === undefined ? {} : { 'cache-from': caches.map((each) => cachePath(each, change)) }),
    };
}
/** `settings` whose paths start at `from` with paths that start at the root. */
function fromTheRoot(settings, from) {
    return from === '.' ? settings : mapBuildPaths(settings, (path) => ((0,external_node_path_.isAbsolute)(path) ? path : external_node_path_.posix.join(from, path)));
}
const LAYOUT = 'oci-layout://';
/** Whether the source of a build context is a directory's path. */
function isDirectoryPath(source) {
    return !isRemote(source);
}
function contextPath(source, change) {
    if (source.startsWith(LAYOUT))
        return `${LAYOUT}${change(source.slice(LAYOUT.length))}`;
    return isDirectoryPath(source) ? change(source) : source;
}
/** The paths of `default`, `ID=PATH` or `ID=PATH,PATH`. Source: docker/buildx util/buildflags/ssh.go. */
function sshKeys(item) {
    const equals = item.indexOf('=');
    return equals < 0 ? [] : item.slice(equals + 1).split(',');
}
function sshPaths(item, change) {
    const keys = sshKeys(item);
    return keys.length === 0 ? item : `${item.slice(0, item.indexOf('='))}=${keys.map(change).join(',')}`;
}
/** `type=local,src=PATH`; the other kinds have no paths. */
function cachePath(item, change) {
    if (!/(?:^|,)type=local(?:,|$)/i.test(item))
        return item;
    return item.replace(/(^|,)("?)src=([^,"]+)/i, (_, start, quote, path) => {
        return `${start}${quote}src=${change(path)}`;
    });
}
function mapNamed(named, change) {
    return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, change(value)]));
}

;// CONCATENATED MODULE: ./lib/request/config-node.js

/** Reads the nodes of one YAML document and notes what is wrong with them at their line and column. */
class ConfigNodes {
    problems = [];
    #yaml;
    #path;
    #document;
    #lines;
    constructor(yaml, path, text) {
        this.#yaml = yaml;
        this.#path = path;
        this.#lines = new yaml.LineCounter();
        this.#document = yaml.parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
        for (const error of this.#document.errors) {
            this.problems.push({ where: this.#place(error.pos[0]), message: `this is not YAML: ${error.message}` });
        }
    }
    /** The document's content; null where it is empty or not YAML. */
    root() {
        return this.problems.length > 0 ? null : this.resolve(this.#document.contents);
    }
    /** Notes a problem at `node` (the file's start for null) with the dotted `keys` that lead there. */
    problem(node, keys, message) {
        this.problems.push({ where: this.where(node, keys), message });
    }
    /** `.github/size-gate.yml:4:12 images.api.file`. */
    where(node, keys) {
        return [this.#place(node?.range?.[0] ?? 0), ...(keys.length > 0 ? [keys.join('.')] : [])].join(' ');
    }
    /** The entries of a map; null, with a problem noted, where `node` is none. */
    entries(node, keys, expected) {
        if (!this.#yaml.isMap(node)) {
            this.problem(node, keys, `${this.#describe(node)} stands here. Write ${expected}.`);
            return null;
        }
        return node.items.map((pair) => {
            const key = this.resolve(pair.key);
            return {
                key: this.#yaml.isScalar(key) ? scalarText(key) : String(key),
                at: key,
                value: this.resolve(pair.value),
            };
        });
    }
    /** A scalar as it was written, a list or map of such; null, with a problem noted, for anything else. */
    written(node, keys) {
        if (this.#yaml.isScalar(node) && node.value !== null)
            return scalarText(node);
        if (this.#yaml.isSeq(node))
            return this.#list(node.items, node, keys);
        if (this.#yaml.isMap(node))
            return this.#map(node, keys);
        this.problem(node, keys, `${this.#describe(node)} stands here. Write a value, or take the key away.`);
        return null;
    }
    isMap(node) {
        return this.#yaml.isMap(node);
    }
    /** Whether `node` is a YAML boolean, and not text that reads like one. */
    isBoolean(node) {
        return this.#yaml.isScalar(node) && typeof node.value === 'boolean';
    }
    /** The node itself, or what an alias stands for. */
    resolve(node) {
        if (this.#yaml.isAlias(node))
            return node.resolve(this.#document) ?? null;
        return this.#yaml.isNode(node) ? node : null;
    }
    #list(items, node, keys) {
        const texts = items.map((item) => this.#text(item));
        if (texts.every((text) => text !== null))
            return texts;
        this.problem(node, keys, 'the list holds something other than single values.');
        return null;
    }
    #map(node, keys) {
        const texts = (this.entries(node, keys, 'a map') ?? []).map(({ key, value }) => {
            if (value === null || (this.#yaml.isScalar(value) && value.value === null))
                return [key, null];
            const text = this.#text(value);
            return text === null ? null : [key, text];
        });
        if (texts.every((text) => text !== null))
            return Object.fromEntries(texts);
        this.problem(node, keys, 'the map holds something other than single values.');
        return null;
    }
    #text(item) {
        const node = this.resolve(item);
        return this.#yaml.isScalar(node) && node.value !== null ? scalarText(node) : null;
    }
    #describe(node) {
        if (this.#yaml.isMap(node))
            return 'a map';
        if (this.#yaml.isSeq(node))
            return 'a list';
        if (this.#yaml.isScalar(node) && node.value !== null)
            return problem_quote(scalarText(node));
        return 'nothing';
    }
    #place(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return `${this.#path}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
    }
}
/** As written, so that `1.10` stays `1.10`; text without its quotes. */
function scalarText(node) {
    return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

;// CONCATENATED MODULE: ./lib/findings/finding.js
/** The rules, each of which looks for one thing that need not be as it is. */
const finding_RULES = [
    'hidden-files',
    'rewritten-metadata',
    'package-cache',
    'build-tools',
    'dev-dependencies',
    'sources',
    'debug-info',
    'duplicates',
    'docs-and-locales',
    'bytecode-cache',
    'context-bloat',
    'single-stage',
    'root-user',
    'unpinned-base',
    'secret-in-layer',
    'secret-in-arg',
    'unused-stage',
];

;// CONCATENATED MODULE: ./lib/findings/rule-names.js


/** Rules that look at the whole image and at no single path of it. */
const WHOLE = ['single-stage', 'root-user', 'unpinned-base', 'secret-in-arg', 'unused-stage'];
/** BuildKit's own checks (frontend/dockerfile/docs/rules); a frontend may bring others. */
const CHECKS = [
    'StageNameCasing',
    'FromAsCasing',
    'NoEmptyContinuation',
    'ConsistentInstructionCasing',
    'DuplicateStageName',
    'ReservedStageName',
    'JSONArgsRecommended',
    'MaintainerDeprecated',
    'UndefinedArgInFrom',
    'WorkdirRelativePath',
    'UndefinedVar',
    'MultipleInstructionsDisallowed',
    'LegacyKeyValueFormat',
    'RedundantTargetPlatform',
    'SecretsUsedInArgOrEnv',
    'InvalidDefaultArgInFrom',
    'FromPlatformFlagConstDisallowed',
    'CopyIgnoredFile',
    'InvalidDefinitionDescription',
    'ExposeProtoCasing',
    'ExposeInvalidFormat',
    'InvalidBaseImagePlatform',
];
/** What Dockerfile 1.8 called some of them. */
const FORMER = [
    'FileConsistentCommandCasing',
    'SelfConsistentCommandCasing',
    'NoEmptyContinuations',
    'UndeclaredArgInFrom',
];
const rule_names_KNOWN = [...finding_RULES, ...CHECKS, ...FORMER];
/** Whether `name` is that of a rule, or may be that of a check. */
function isRuleName(name) {
    return rule_names_KNOWN.includes(name) || (/^[A-Z][A-Za-z\d]*$/.test(name) && didYouMean(name, rule_names_KNOWN) === '');
}
/** The rule that an unknown `name` most likely meant, in a sentence; else which there are. */
function ruleAdvice(name) {
    const rules = finding_RULES.map((rule) => `\`${rule}\``).join(', ');
    return didYouMean(name, rule_names_KNOWN) || ` The rules: ${rules}, and BuildKit's checks, such as \`${CHECKS[0]}\`.`;
}
/** Whether the rule `name` looks at paths, so that it can be narrowed by them. */
function looksAtPaths(name) {
    return finding_RULES.some((rule) => rule === name && !WHOLE.includes(rule));
}

;// CONCATENATED MODULE: ./lib/request/csv-list.js

/**
 * The items of a list input as docker/build-push-action reads it (docker/actions-toolkit `Util.getList` over csv-parse
 * with `relax_quotes`): lines of CSV, items trimmed, empty ones left out. A field that begins with `"` ends at the next
 * single `"` and may hold commas and newlines. `commas: 'kept'` joins the fields of a line again (`ignoreComma`);
 * `blanks: 'kept'` trims nothing (`trimWhitespace: false`). Throws a GateError (usage) that quotes nothing of the text: it
 * may be one that nobody should read in a log.
 */
function parseList(text, commas, blanks = 'trimmed') {
    return records(text)
        .filter((record) => record.length > 1 || record[0] !== '')
        .flatMap((record) => commas === 'kept' ? [record.join(',')] : record.length > 1 ? record : (record[0] ?? '').split(','))
        .map((item) => (blanks === 'kept' ? item : item.trim()))
        .filter((item) => item.trim() !== '');
}
function records(text) {
    const all = [];
    let record = [];
    let field = '';
    for (let at = 0; at < text.length; at += 1) {
        const character = text.charAt(at);
        if (character === '"' && field === '') {
            const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(text.slice(at));
            if (quoted === null) {
                throw new lib_errors/* GateError */.ue('usage', `it has a quote that is not closed, in line ${text.slice(0, at).split('\n').length}`, 'Close it, or double it to mean itself.');
            }
            const content = (quoted[1] ?? '').replaceAll('""', '"');
            at += quoted[0].length - 1;
            // Quotes that do not hold the whole field are part of it.
            field = /^(?:[,\r\n]|$)/.test(text.slice(at + 1)) ? content : `"${content}"`;
        }
        else if (character === ',' || character === '\n' || character === '\r') {
            record.push(field);
            field = '';
            if (character === ',')
                continue;
            if (character === '\r' && text.charAt(at + 1) === '\n')
                at += 1;
            all.push(record);
            record = [];
        }
        else {
            field += character;
        }
    }
    return [...all, [...record, field]];
}

;// CONCATENATED MODULE: ./lib/request/build-inputs.js
const build_inputs_build = { group: 'what to build', config: 'defaults and images' };
/** The inputs that say what to build, in the order of action.yml. */
const BUILD_INPUTS = {
    config: {
        group: 'what to build',
        kind: 'path',
        description: 'Path of the config file',
        default: '`.github/size-gate.yml` where it exists',
        config: 'nowhere',
        come: true,
    },
    context: {
        group: 'what to build',
        kind: 'path',
        description: 'Directory that is sent to the build, inside the repository',
        default: '`.`; where neither a config file nor a Dockerfile is there, the Dockerfiles that git tracks are taken',
        config: 'images',
        come: true,
    },
    file: {
        group: 'what to build',
        kind: 'path',
        description: "Path of the Dockerfile, from the repository's root",
        default: '`Dockerfile` in the context',
        config: 'images',
        come: true,
    },
    'bake-files': {
        group: 'what to build',
        kind: 'list',
        description: 'Bake definitions to take targets from instead',
        default: null,
        config: 'nowhere',
        come: false,
    },
    'bake-targets': {
        group: 'what to build',
        kind: 'list',
        description: 'Targets of the bake definitions',
        default: null,
        config: 'nowhere',
        come: false,
    },
    'bake-set': {
        group: 'what to build',
        kind: 'list',
        description: 'Overrides of bake values, as in `docker buildx bake --set`',
        default: null,
        config: 'nowhere',
        come: false,
    },
    targets: {
        ...build_inputs_build,
        kind: 'targets',
        description: '`all`, `default` (the last stage), or names and globs of stages, separated by commas or newlines',
        default: '`all`',
        come: true,
    },
    images: {
        group: 'what to build',
        kind: 'list',
        description: 'Instead of building, images that are there already: one `name=source` a line, where a source is a reference in the engine or a registry, `oci-layout:DIR`, `docker-archive:FILE` or `oci-archive:FILE`',
        default: null,
        config: 'nowhere',
        come: false,
    },
    platforms: {
        ...build_inputs_build,
        kind: 'platforms',
        description: 'Platforms to build for, such as `linux/amd64,linux/arm64`',
        default: "the builder's own",
        come: true,
    },
    'build-args': {
        ...build_inputs_build,
        kind: 'pairs',
        description: 'Build arguments, one `NAME=VALUE` a line; `NAME` alone takes its value from the environment',
        default: null,
        come: true,
    },
    'build-contexts': {
        ...build_inputs_build,
        kind: 'named',
        description: 'Further build contexts, one `NAME=SOURCE` a line: a directory, `docker-image://…`, `oci-layout://…`, or the address of a file or a Git repository',
        default: null,
        come: true,
    },
    secrets: {
        group: 'what to build',
        kind: 'secrets',
        description: 'Secrets for the build, one `ID=VALUE` a line; a value of several lines in quotes: `"ID=VALUE"`',
        default: null,
        config: 'nowhere',
        come: true,
    },
    'secret-envs': {
        ...build_inputs_build,
        kind: 'named',
        description: 'Secrets for the build from environment variables, `ID=VARIABLE`, separated by commas or newlines',
        default: null,
        come: true,
    },
    'secret-files': {
        ...build_inputs_build,
        kind: 'named',
        description: 'Secrets for the build from files, one `ID=PATH` a line',
        default: null,
        come: true,
    },
    ssh: {
        ...build_inputs_build,
        kind: 'list',
        description: 'SSH agent sockets or keys for the build: `default`, or `ID=PATH`, separated by commas or newlines',
        default: null,
        come: true,
    },
    'cache-from': {
        ...build_inputs_build,
        kind: 'lines',
        description: 'External cache sources, one a line, such as `type=gha` or `type=registry,ref=user/app:cache`',
        default: null,
        come: true,
    },
    pull: { ...build_inputs_build, kind: 'boolean', description: 'Always pull base images', default: '`false`', come: true },
    network: { ...build_inputs_build, kind: 'text', description: 'Network mode of `RUN` instructions', default: null, come: true },
    allow: {
        ...build_inputs_build,
        kind: 'list',
        description: 'Extra privileged entitlements: `network.host`, `security.insecure`, `device=NAME`',
        default: null,
        come: true,
    },
    builder: {
        group: 'what to build',
        kind: 'text',
        description: 'Name of the buildx builder',
        default: 'the current one',
        config: 'defaults',
        come: true,
    },
};

;// CONCATENATED MODULE: ./lib/request/push-inputs.js
const push_inputs_push = {
    group: 'accepted, without effect',
    kind: 'ignored',
    description: 'Accepted from docker/build-push-action, without effect: nothing is pushed',
    default: null,
    config: 'nowhere',
    come: true,
};
/** What docker/build-push-action takes and only makes sense for pushing: its `with:` block can be pasted whole. */
const PUSH_INPUTS = {
    push: push_inputs_push,
    load: push_inputs_push,
    tags: push_inputs_push,
    labels: push_inputs_push,
    outputs: push_inputs_push,
    'cache-to': push_inputs_push,
    provenance: push_inputs_push,
    sbom: push_inputs_push,
    attests: push_inputs_push,
};

;// CONCATENATED MODULE: ./lib/request/input-table.js


const base = { group: 'what to compare with', config: 'defaults' };
const limit = { group: 'limits', config: 'defaults and images', default: null };
const say = { group: 'where to say it', config: 'defaults' };
/** Every input, in the order of action.yml. */
const INPUTS = {
    ...BUILD_INPUTS,
    baseline: {
        ...base,
        kind: 'choice',
        choices: ['auto', 'rebuild', 'recorded', 'none'],
        description: "How the base's sizes are found: `auto` takes recorded ones where they are valid and else rebuilds, `rebuild`, `recorded`, `none`",
        default: '`auto`',
        come: ['auto', 'rebuild', 'none'],
    },
    'base-ref': {
        group: 'what to compare with',
        kind: 'text',
        description: "Commit or ref to compare with instead of the event's own",
        default: null,
        config: 'nowhere',
        come: true,
    },
    prepare: {
        ...base,
        kind: 'command',
        description: "Shell command run in the base's own checkout before it is built, for contexts that need files which an earlier step made",
        default: null,
        come: true,
    },
    record: {
        ...base,
        kind: 'choice',
        choices: ['auto', 'always', 'never'],
        description: "Store this run's measurement as a baseline: `auto` does on pushes to the default branch",
        default: '`auto`',
        come: ['auto'],
    },
    'max-size': { ...limit, kind: 'size', description: 'Largest size of an image, such as `200 MB`', come: true },
    'max-download': {
        ...limit,
        kind: 'size',
        description: 'Largest download (compressed) of an image, such as `80 MB`',
        come: true,
    },
    'max-increase': {
        ...limit,
        kind: 'growth',
        description: 'Largest growth of the size: `5 MB`, `2%`, `5 MB or 2%` (either breaks it), `2% and 1 MB` (only both do)',
        come: true,
    },
    'max-download-increase': {
        ...limit,
        kind: 'growth',
        description: 'Largest growth of the download, written as `max-increase` is',
        come: true,
    },
    'min-stages': {
        ...limit,
        kind: 'count',
        description: 'Fewest stages that an image is built from; `2` enforces multi-stage builds',
        come: true,
    },
    'max-stages': { ...limit, kind: 'count', description: 'Most stages that an image is built from', come: true },
    'max-layers': { ...limit, kind: 'count', description: 'Most layers of an image', come: true },
    'max-waste': {
        ...limit,
        kind: 'share',
        description: 'Most bytes, or percent of the size, that findings say need not be there: `5 MB`, `2%`',
        come: true,
    },
    'on-breach': {
        group: 'limits',
        kind: 'choice',
        choices: ['fail', 'warn'],
        description: 'What a breach does: `fail` or `warn`',
        default: '`fail`',
        config: 'defaults',
        come: true,
    },
    'ignore-drift': {
        group: 'limits',
        kind: 'boolean',
        description: 'Judge growth without what a moved base image brought',
        default: '`true`',
        config: 'defaults',
        come: true,
    },
    'override-label': {
        group: 'limits',
        kind: 'text',
        description: 'Label of a pull request that accepts a breach',
        default: '`size-gate:accept`',
        config: 'defaults',
        come: true,
    },
    comment: {
        ...say,
        kind: 'choice',
        choices: ['always', 'changes', 'on-breach', 'never'],
        description: 'When to comment on the pull request: `always`, `changes`, `on-breach`, `never`',
        default: '`changes`',
        come: true,
    },
    'comment-key': {
        ...say,
        kind: 'text',
        description: 'One comment is kept for each key',
        default: 'workflow and job',
        come: true,
    },
    summary: { ...say, kind: 'boolean', description: 'Write the job summary', default: '`true`', come: true },
    annotations: { ...say, kind: 'boolean', description: 'Annotate Dockerfile lines', default: '`true`', come: true },
    checks: {
        ...say,
        kind: 'boolean',
        description: 'Make a check run for each shipped target',
        default: '`false`',
        come: ['false'],
    },
    'html-report': { ...say, kind: 'path', description: 'Path of a self-contained page', default: null, come: false },
    mode: {
        group: 'where to say it',
        kind: 'choice',
        choices: ['gate', 'measure', 'report', 'publish'],
        description: '`gate`; `measure` writes the report, judges and posts nothing; `report` merges reports of several jobs and judges once; `publish` posts what an untrusted run left, from `workflow_run`',
        default: 'gate',
        declared: true,
        config: 'nowhere',
        come: ['gate', 'measure'],
    },
    reports: {
        group: 'where to say it',
        kind: 'list',
        description: 'For the modes `report` and `publish`: paths or globs of report files',
        default: null,
        config: 'nowhere',
        come: false,
    },
    'github-token': {
        group: 'where to say it',
        kind: 'text',
        description: 'Token that comments on the pull request and reads its labels',
        default: '${{ github.token }}',
        declared: true,
        config: 'nowhere',
        come: true,
    },
    ...PUSH_INPUTS,
};

;// CONCATENATED MODULE: ./lib/request/inputs.js


/** Every input's name, in the order of action.yml. */
const INPUT_NAMES = Object.keys(INPUTS);
/** What is known of the input `name`. */
function inputSpec(name) {
    return INPUTS[name];
}
/** Whether `name` is that of an input. */
function isInputName(name) {
    return Object.hasOwn(INPUTS, name);
}
/** What action.yml and `--help` say of an input: its description, its default, and what of it has not come yet. */
function describeInput(name) {
    const spec = inputSpec(name);
    const byDefault = spec.default === null || spec.declared === true ? '' : ` Default: ${spec.default}.`;
    const { come } = spec;
    const later = typeof come === 'boolean' ? [] : (spec.choices ?? ['true', 'false']).filter((each) => !come.includes(each));
    const yet = come === false
        ? ' Has not come yet in this version.'
        : later.length > 0
            ? ` Not in this version yet: ${later.map((each) => `\`${each}\``).join(', ')}.`
            : '';
    return `${spec.description}.${byDefault}${yet}`;
}
/**
 * The inputs that the runner put into the environment, read as @actions/core's `getInput` does: trimmed, but for secrets,
 * whose values may end in blanks.
 */
function inputsFromEnv(env) {
    return Object.fromEntries(INPUT_NAMES.map((name) => {
        const text = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
        return [name, inputSpec(name).kind === 'secrets' ? text : text.trim()];
    }));
}

;// CONCATENATED MODULE: ./lib/request/entitlements.js



const NAMES = ['network.host', 'security.insecure', 'device'];
/**
 * What a build may do beyond the ordinary, as buildx names it. Throws a GateError (usage) that quotes what is no such name.
 * Source: docker/buildx docs/reference/buildx_build.md, --allow.
 */
function readEntitlements(items) {
    for (const item of items) {
        if (/^(?:network\.host|security\.insecure|device(?:=.+)?)$/.test(item))
            continue;
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(item)} is not an entitlement.${didYouMean(item, NAMES)}`, 'Write `network.host`, `security.insecure` or `device=NAME`.');
    }
    return items;
}

;// CONCATENATED MODULE: ./lib/request/platforms.js

/** Platforms to build for, each once, as BuildKit calls them. Throws a GateError (usage) that quotes what is none. */
function readPlatforms(items) {
    return [...new Set(items.map((item) => platformName(item.trim())))];
}

;// CONCATENATED MODULE: ./lib/request/named.js



/** How each input with names is written, and whether commas separate its items, as in docker/build-push-action. */
const FORMS = {
    'build-contexts': { form: 'NAME=SOURCE', commas: 'kept' },
    'secret-envs': { form: 'ID=VARIABLE', commas: 'split' },
    'secret-files': { form: 'ID=PATH', commas: 'kept' },
};
/**
 * What the input `name` says by name, from its text, a list of `NAME=VALUE`, or a map. Throws a GateError (usage) that
 * quotes names only: where a variable or a file is expected, someone may have written the secret itself.
 */
function readNamed(written, name) {
    const { form, commas } = FORMS[name] ?? { form: 'NAME=VALUE', commas: 'kept' };
    const items = typeof written === 'string' ? parseList(written, commas) : written;
    const entries = isList(items) ? items.map((item, index) => split(item, index, form)) : Object.entries(items);
    return Object.fromEntries(entries.map(([key, value]) => {
        const trimmed = value?.trim() ?? '';
        if (!isName(key))
            throw new lib_errors/* GateError */.ue('usage', `${problem_quote(key)} is not a name`, `Write \`${form}\`.`);
        if (trimmed === '')
            throw new lib_errors/* GateError */.ue('usage', `${problem_quote(key)} has no value`, `Write \`${form}\`.`);
        if (/\p{Cc}/u.test(trimmed))
            throw new lib_errors/* GateError */.ue('usage', `the value of ${problem_quote(key)} holds a control character`);
        return [key, trimmed];
    }));
}
/**
 * Secrets by id. A value may have several lines, and may be empty, as in a pull request of a fork, which gets no
 * secrets. Throws a GateError (usage) that quotes nothing: a value that lacks its quotes reads like ids.
 */
function readSecrets(text) {
    const form = 'ID=VALUE';
    const entries = parseList(text, 'kept', 'kept').map((item, index) => {
        const [id, value] = split(item, index, form);
        if (!isName(id))
            throw new lib_errors/* GateError */.ue('usage', `item ${index + 1} does not begin with an id`, QUOTES);
        return [id, value];
    });
    return Object.fromEntries(entries);
}
const QUOTES = 'Write `ID=VALUE`, and a value of several lines in quotes: `"ID=VALUE"`.';
function split(item, index, form) {
    const equals = item.indexOf('=');
    if (equals < 0) {
        const hint = form === 'ID=VALUE' ? QUOTES : `Write \`${form}\`.`;
        throw new lib_errors/* GateError */.ue('usage', `item ${index + 1} has no \`=\``, hint);
    }
    return [item.slice(0, equals).trim(), item.slice(equals + 1)];
}
function isName(name) {
    return /^[^\s=\p{Cc}]+$/u.test(name);
}
/** `Array.isArray` alone loses `readonly`. */
function isList(written) {
    return Array.isArray(written);
}

;// CONCATENATED MODULE: ./lib/request/pairs.js



/**
 * Build arguments from the text of an input, a list of `NAME=VALUE`, or a map. Throws a GateError (usage) that names
 * the argument, and not its value: it may be one that nobody should read in a log.
 */
function readPairs(written) {
    const lines = typeof written === 'string' ? parseList(written, 'kept') : written;
    const entries = isLines(lines) ? lines.map(splitPair) : Object.entries(lines);
    for (const [name] of entries) {
        if (/^[^\s=\p{Cc}]+$/u.test(name))
            continue;
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(name)} is not the name of a build argument`, 'Write `NAME=VALUE` or `NAME`.');
    }
    return Object.fromEntries(entries);
}
/**
 * The arguments with their values, those without one taken from `env`; what `env` does not have is left out, as
 * `docker build` does.
 */
function resolvePairs(pairs, env) {
    return Object.fromEntries(Object.entries(pairs).flatMap(([name, value]) => {
        const resolved = value ?? env[name];
        return resolved === undefined ? [] : [[name, resolved]];
    }));
}
function isLines(lines) {
    return Array.isArray(lines);
}
function splitPair(line) {
    const equals = line.indexOf('=');
    return equals < 0 ? [line, null] : [line.slice(0, equals), line.slice(equals + 1)];
}

;// CONCATENATED MODULE: ./lib/request/target-selection.js


/** BuildKit's stage names (`^[a-z][a-z0-9-_.]*$`), indices, `stage-0`, and the characters of globs. */
const PATTERN = /^[a-z0-9_.*?[\]{}!^-]+$/;
/** Which stages the items of `targets` select. Throws a GateError (usage). */
function readTargets(items) {
    const patterns = items.map((item) => item.trim().toLowerCase());
    if (patterns.length === 0)
        throw new lib_errors/* GateError */.ue('usage', 'it names no target', 'Write `all`, `default`, or names of stages.');
    const [only] = patterns;
    if (patterns.length === 1 && (only === 'all' || only === 'default'))
        return { kind: only };
    for (const [index, pattern] of patterns.entries()) {
        const written = problem_quote(items[index] ?? '');
        if (pattern === 'all' || pattern === 'default') {
            throw new lib_errors/* GateError */.ue('usage', `${written} cannot stand beside other targets`, 'Write it alone, or names of stages.');
        }
        if (!PATTERN.test(pattern)) {
            throw new lib_errors/* GateError */.ue('usage', `${written} is neither the name of a stage nor a glob`, 'Write `all`, `default`, or names such as `api` or `api-*`.');
        }
    }
    return { kind: 'matching', patterns: [...new Set(patterns)] };
}

;// CONCATENATED MODULE: ./lib/request/value.js











/** The value of the input `name`. Throws a GateError (usage) that quotes it and says what was expected. */
function readValue(name, written) {
    const spec = inputSpec(name);
    const value = READERS[spec.kind](written, name);
    if (typeof spec.come !== 'boolean')
        refuseLater(spec.come, value);
    // The table says which kind the input is of, and KindValues what that kind is read into.
    return value;
}
function refuseLater(come, value) {
    const text = typeof value === 'object' ? null : String(value);
    if (text !== null && come.includes(text))
        return;
    throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text ?? '')} has not come yet in this version`, `Write ${alternatives(come)}, or take it away.`);
}
const READERS = {
    text: (written, name) => value_plain(one(written), name),
    path: (written, name) => value_plain(one(written), name),
    command: (written) => one(written),
    list: (written, name) => {
        const items = typeof written === 'string' ? parseList(written, 'split') : several(written);
        return name === 'allow' ? readEntitlements(items) : items;
    },
    lines: (written) => (typeof written === 'string' ? parseList(written, 'kept') : several(written)),
    pairs: readPairs,
    named: readNamed,
    secrets: (written) => readSecrets(one(written)),
    platforms: (written) => readPlatforms(typeof written === 'string' ? parseList(written, 'split') : several(written)),
    targets: (written) => readTargets(typeof written === 'string' ? parseList(written, 'split') : several(written)),
    boolean: (written) => readBoolean(one(written)),
    choice: (written, name) => readChoice(one(written), inputSpec(name).choices ?? []),
    size: (written) => parseSize(one(written)),
    growth: (written) => parseGrowth(one(written)),
    share: (written) => parseShare(one(written)),
    count: (written) => parseCount(one(written)),
    ignored: () => true,
};
function one(written) {
    if (typeof written === 'string')
        return written;
    throw new lib_errors/* GateError */.ue('usage', 'this is a list or a map', 'Write a single value.');
}
function several(written) {
    if (value_isList(written))
        return written;
    throw new lib_errors/* GateError */.ue('usage', 'this is a map', 'Write a list.');
}
/** Whether `written` is a list; `Array.isArray` alone loses `readonly`. */
function value_isList(written) {
    return Array.isArray(written);
}
/** The YAML 1.2 core schema's booleans, as @actions/core's `getBooleanInput` takes them. */
function readBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} is neither true nor false`, 'Write `true` or `false`.');
}
function readChoice(text, choices) {
    if (choices.includes(text))
        return text;
    throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} is not one of its values.${didYouMean(text, choices)}`, `Write ${alternatives(choices)}.`);
}
function alternatives(names) {
    return names.map((name) => `\`${name}\``).join(names.length > 2 ? ', ' : ' or ');
}
const MAX_TEXT = 100;
/** Names end in comments, command lines and git: one printable line that cannot be taken for an option. */
function value_plain(text, name) {
    if (inputSpec(name).kind === 'path') {
        if (/\p{Cc}/u.test(text))
            throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} holds a control character`);
        return text;
    }
    if (name === 'github-token')
        return text;
    if (/[\p{Cc}\u2028\u2029]/u.test(text))
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} is more than one line of text`);
    const length = text.length;
    if (length > MAX_TEXT && name !== 'base-ref') {
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} has ${length} characters`, `Write at most ${MAX_TEXT}.`);
    }
    if (OPERANDS.has(name) && !/^[^\s-]\S*$/u.test(text)) {
        throw new lib_errors/* GateError */.ue('usage', `${problem_quote(text)} is not a name`, 'Write one word that does not begin with `-`.');
    }
    return text;
}
/** Handed to `docker` and `git`. */
const OPERANDS = new Set(['base-ref', 'builder', 'network']);

;// CONCATENATED MODULE: ./lib/request/finding-settings.js




const HINT = 'Write `off`, `on` or `{ ignore: [/usr/include/**] }`.';
/** Reads what the config file says under `findings`: rules with how they are to be looked for. */
function readFindings(nodes, node, keys) {
    const settings = [];
    for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ duplicates: off }`') ?? []) {
        const here = [...keys, key];
        if (!isRuleName(key))
            nodes.problem(at, here, `${problem_quote(key)} is not a rule.${ruleAdvice(key)}`);
        const setting = nodes.isMap(value) ? readIgnored(nodes, key, value, here) : readSwitch(nodes, value, here);
        if (setting !== null)
            settings.push([key, setting]);
    }
    return Object.fromEntries(settings);
}
const SWITCHES = { off: 'off', on: { ignore: [] } };
/** `off` and `on`, which are text in YAML 1.2, and the booleans that older YAML takes them for. */
function readSwitch(nodes, node, keys) {
    const written = nodes.written(node, keys);
    if (written === null)
        return null;
    const isBoolean = nodes.isBoolean(node);
    const text = typeof written !== 'string' ? null : isBoolean ? booleanSwitch(written) : written;
    const setting = text !== null && Object.hasOwn(SWITCHES, text) ? SWITCHES[text] : undefined;
    if (setting !== undefined)
        return setting;
    nodes.problem(node, keys, `${typeof written === 'string' ? problem_quote(written) : 'this'} is not how to look for it. ${HINT}`);
    return null;
}
function booleanSwitch(written) {
    return written.toLowerCase() === 'true' ? 'on' : 'off';
}
/** The paths that `{ ignore: … }` names; null, with a problem noted, where that is not what stands at `node`. */
function readIgnored(nodes, rule, node, keys) {
    const entries = nodes.entries(node, keys, 'a map') ?? [];
    const [wrong] = entries.filter(({ key }) => key !== 'ignore');
    if (wrong !== undefined) {
        const here = [...keys, wrong.key];
        nodes.problem(wrong.at, here, `${keys.join('.')} does not take the key ${problem_quote(wrong.key)}. ${HINT}`);
        return null;
    }
    const [only] = entries;
    if (only === undefined) {
        nodes.problem(node, keys, `it says nothing. ${HINT}`);
        return null;
    }
    if (isRuleName(rule) && !looksAtPaths(rule)) {
        nodes.problem(node, keys, `\`${rule}\` looks at no paths that could be left out. Write \`off\` or \`on\`.`);
        return null;
    }
    return readPatterns(nodes, only.value, [...keys, only.key]);
}
function readPatterns(nodes, node, keys) {
    const written = nodes.written(node, keys);
    if (written === null)
        return null;
    if (typeof written !== 'string' && !value_isList(written)) {
        nodes.problem(node, keys, 'this is a map. Write a list of paths, such as `[/usr/include/**]`.');
        return null;
    }
    const ignore = typeof written === 'string' ? [written] : written;
    for (const pattern of ignore) {
        const trouble = patternTrouble(pattern);
        if (trouble !== null)
            nodes.problem(node, keys, `${problem_quote(pattern)} is not a pattern of paths: ${trouble}.`);
    }
    return { ignore };
}

;// CONCATENATED MODULE: ./lib/request/read-inputs.js




/** The inputs that `raw` gives, typed, and everything that is wrong with them. */
function readInputs(raw) {
    const problems = [];
    const entries = [];
    for (const [name, text] of Object.entries(raw)) {
        const given = text?.trim() ?? '';
        if (given === '')
            continue;
        if (!isInputName(name)) {
            problems.push({ where: name, message: `this is not an input.${didYouMean(name, INPUT_NAMES)}` });
        }
        else if (inputSpec(name).come === false) {
            problems.push({ where: name, message: notYet('input', name) });
        }
        else {
            const written = inputSpec(name).kind === 'secrets' ? (text ?? '') : given;
            const value = collect(problems, name, () => readValue(name, written));
            if (value !== undefined)
                entries.push([name, value]);
        }
    }
    return { settings: Object.fromEntries(entries), problems };
}
/** The sentence that refuses an input or key whose behaviour has not come. */
function notYet(what, name) {
    return `the ${what} \`${name}\` has not come yet in this version; take it away.`;
}

;// CONCATENATED MODULE: ./lib/request/config-file.js








const CONFIG_KEYS = ['defaults', 'images'];
const LIMITS = new Set(LIMIT_NAMES);
/** The keys that `defaults` takes beside `findings`. */
const DEFAULT_INPUT_KEYS = INPUT_NAMES.filter((name) => ['defaults', 'defaults and images'].includes(inputSpec(name).config));
/** All keys that `defaults` takes. */
const DEFAULT_KEYS = [...DEFAULT_INPUT_KEYS, 'findings'];
/** The keys that an image takes beside `limits`, `findings` and `bake`: what is built, not what is allowed. */
const IMAGE_INPUT_KEYS = INPUT_NAMES.filter((name) => ['images', 'defaults and images'].includes(inputSpec(name).config) && !LIMITS.has(name));
/** All keys that an image takes. */
const IMAGE_KEYS = [...IMAGE_INPUT_KEYS, 'limits', 'findings', 'bake'];
/** Reads the `text` of the config file at `path` (as it is to be named in problems). */
async function readConfigFile(text, path) {
    // Only runs with a config file pay for the parser.
    const nodes = new ConfigNodes(await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19)), path, text);
    const root = nodes.root();
    let defaults = { settings: {}, findings: {} };
    let images = null;
    const entries = root === null ? [] : (nodes.entries(root, [], 'a map with `defaults` and `images`') ?? []);
    for (const { key, at, value } of entries) {
        if (key === 'defaults')
            defaults = readDefaults(nodes, value);
        else if (key === 'images')
            images = readImages(nodes, value);
        else
            nodes.problem(at, [key], misplaced(key, CONFIG_KEYS, 'the config file'));
    }
    return { defaults: defaults.settings, findings: defaults.findings, images, problems: nodes.problems };
}
function readDefaults(nodes, node) {
    let settings = {};
    let findings = {};
    for (const { key, at, value } of nodes.entries(node, ['defaults'], 'a map, such as `{ max-size: 200 MB }`') ?? []) {
        const here = ['defaults', key];
        if (key === 'findings')
            findings = readFindings(nodes, value, here);
        else
            settings = { ...settings, ...readSetting(nodes, key, at, value, here, DEFAULT_INPUT_KEYS, DEFAULT_KEYS) };
    }
    return { settings, findings };
}
function readImages(nodes, node) {
    const entries = nodes.entries(node, ['images'], 'a map from names to images') ?? [];
    if (nodes.isMap(node) && entries.length === 0)
        nodes.problem(node, ['images'], 'it names no image.');
    const images = new Map();
    for (const { key, at, value } of entries) {
        const trouble = nameTrouble(key);
        if (trouble !== null)
            nodes.problem(at, ['images'], `${problem_quote(key)} cannot name an image: ${trouble}.`);
        images.set(key, readImage(nodes, at, value, ['images', key]));
    }
    return images;
}
const MAX_NAME = 100;
function nameTrouble(name) {
    if (name.trim() === '')
        return 'it is empty';
    if (name !== name.trim())
        return 'it begins or ends with a space';
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name))
        return 'it holds characters that cannot be printed';
    return name.length > MAX_NAME ? `it has more than ${MAX_NAME} characters` : null;
}
function readImage(nodes, name, node, keys) {
    const places = [];
    let settings = {};
    let limits = {};
    let targetLimits = {};
    let findings = {};
    for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ context: services/api }`') ?? []) {
        const here = [...keys, key];
        places.push([key, nodes.where(value, here)]);
        if (key === 'limits')
            limits = config_file_readSettings(nodes, value, here, LIMIT_NAMES);
        else if (key === 'targets' && nodes.isMap(value))
            targetLimits = readTargetLimits(nodes, value, here);
        else if (key === 'findings')
            findings = readFindings(nodes, value, here);
        else if (key === 'bake')
            nodes.problem(at, here, notYet('key', key));
        else
            settings = { ...settings, ...readSetting(nodes, key, at, value, here, IMAGE_INPUT_KEYS, IMAGE_KEYS) };
    }
    return {
        place: nodes.where(name, keys),
        places: Object.fromEntries(places),
        settings: { ...settings, ...limits },
        targetLimits,
        findings,
    };
}
function readTargetLimits(nodes, node, keys) {
    const targets = new Map();
    for (const { key, at, value } of nodes.entries(node, keys, 'a map from targets to limits') ?? []) {
        const target = key.toLowerCase();
        if (!/^[a-z0-9][a-z0-9_.-]*$/.test(target)) {
            nodes.problem(at, keys, `${problem_quote(key)} is not the name of a stage. A map under \`targets\` sets limits for single stages.`);
        }
        if (targets.has(target))
            nodes.problem(at, keys, `${problem_quote(key)} stands here twice; stage names have no case.`);
        targets.set(target, config_file_readSettings(nodes, value, [...keys, key], LIMIT_NAMES));
    }
    return Object.fromEntries(targets);
}
function config_file_readSettings(nodes, node, keys, allowed) {
    let settings = {};
    for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ max-size: 200 MB }`') ?? []) {
        settings = { ...settings, ...readSetting(nodes, key, at, value, [...keys, key], allowed, allowed) };
    }
    return settings;
}
function readSetting(nodes, key, at, value, keys, allowed, named) {
    if (!isInputName(key) || !allowed.includes(key)) {
        nodes.problem(at, keys, misplaced(key, named, keys.slice(0, -1).join('.')));
        return {};
    }
    const spec = inputSpec(key);
    if (spec.come === false) {
        nodes.problem(at, keys, notYet('key', key));
        return {};
    }
    const written = nodes.written(value, keys);
    if (written === null)
        return {};
    if (spec.kind === 'boolean' && !nodes.isBoolean(value)) {
        const shown = typeof written === 'string' ? problem_quote(written) : 'this';
        nodes.problem(value, keys, `${shown} is neither true nor false. Write \`true\` or \`false\`, without quotes.`);
        return {};
    }
    const read = collect(nodes.problems, nodes.where(value, keys), () => readValue(key, written));
    return read === undefined ? {} : { [key]: read };
}
/** What to say of a key that does not belong where it stands. */
function misplaced(key, allowed, place) {
    const known = `${place} does not take the key ${problem_quote(key)}.`;
    if (key === 'findings')
        return `${known} It stands under \`defaults\` or under an image.`;
    if (key === 'limits' && place === 'defaults')
        return `${known} Write the limits directly under \`defaults\`.`;
    if (!isInputName(key))
        return `${known}${didYouMean(key, allowed) || ` It takes ${allowed.map((name) => `\`${name}\``).join(', ')}.`}`;
    if (key === 'secrets')
        return `${known} A value that nobody should read does not belong in a file: write \`secret-envs\` or \`secret-files\`.`;
    if (inputSpec(key).kind === 'ignored')
        return `${known} Nothing is pushed here; take it away.`;
    if (LIMITS.has(key))
        return `${known} Limits stand under \`defaults\`, or under \`limits\` of an image.`;
    switch (inputSpec(key).config) {
        case 'nowhere':
            return `${known} It is an input of the workflow only.`;
        case 'defaults':
            return `${known} It stands under \`defaults\`.`;
        case 'images':
            return `${known} It stands under an image.`;
        case 'defaults and images':
            return `${known} It stands under \`defaults\` or under an image.`;
    }
}

;// CONCATENATED MODULE: ./lib/request/config-source.js





/** Where the config file is looked for. */
const CONFIG_PATH = '.github/size-gate.yml';
/** Reads the config file that the input `config` names, or the one at its usual place where there is one. */
async function config_source_readConfig(given, options) {
    const problems = [];
    if (given === undefined && !(await image_files_exists(options.root, CONFIG_PATH))) {
        const other = CONFIG_PATH.replace(/yml$/, 'yaml');
        if (!(await image_files_exists(options.root, other)))
            return config_source_none([]);
        return config_source_none([
            {
                where: other,
                message: `the config file is read from ${CONFIG_PATH}. Rename it, or name it in the input \`config\`.`,
            },
        ]);
    }
    const base = { root: options.head?.root ?? options.root, from: options.from ?? '.' };
    const path = given === undefined ? CONFIG_PATH : collect(problems, 'config', () => insideRoot(given, base, 'file'));
    if (path === undefined)
        return config_source_none(problems);
    // The change may be what brings the file.
    if (options.head !== undefined && !(await image_files_exists(options.root, path)))
        return config_source_none([]);
    const text = await readText(options.root, path, 'config file').catch((thrown) => {
        collect(problems, given === undefined ? CONFIG_PATH : 'config', () => {
            throw thrown;
        });
        return null;
    });
    return text === null ? config_source_none(problems) : { ...(await readConfigFile(text, path)), path };
}
function config_source_none(problems) {
    return { path: null, defaults: {}, findings: {}, images: null, problems };
}

;// CONCATENATED MODULE: ./lib/request/cross-check.js
/** What is wrong with inputs only in the light of others. `given` are the workflow's own, `settings` all that holds. */
function checkRequest(given, settings) {
    const problems = [];
    if (settings.baseline === 'none' && given['base-ref'] !== undefined) {
        problems.push({
            where: 'base-ref',
            message: 'nothing is compared with `baseline: none`. Take one of the two away.',
        });
    }
    return problems;
}
/** What is wrong with the limits of one target; `where` names it. */
function checkLimits(where, limits) {
    const { 'min-stages': least, 'max-stages': most } = limits;
    if (least === undefined || most === undefined || least <= most)
        return [];
    return [{ where, message: `\`min-stages: ${least}\` and \`max-stages: ${most}\` leave no number of stages.` }];
}

;// CONCATENATED MODULE: ./lib/request/check-build.js






/** Looks for what the inputs of a build name: directories, files of secrets, keys, and the agent that holds them. */
async function buildTroubles({ contexts, secrets, ssh }, root, env) {
    const troubles = [
        ...contexts.map(async (context) => {
            const message = await namedContextTrouble(context, root);
            return message === null ? null : { input: 'build-contexts', message };
        }),
        ...secrets.map(async ({ id, from }) => {
            const reason = from.kind === 'file' ? await fileTrouble(from.path) : null;
            return reason === null
                ? null
                : { input: 'secret-files', message: `the file of the secret ${problem_quote(id)} ${reason}` };
        }),
        ...ssh
            .flatMap((item) => sshKeys(item))
            .map(async (path) => {
            const reason = await (0,promises_namespaceObject.stat)(path).then(() => null, dockerfile_text_reasonOf);
            return reason === null ? null : { input: 'ssh', message: `the socket or key ${problem_quote(path)} ${reason}` };
        }),
        Promise.resolve(agentTrouble(ssh, env)),
    ];
    return (await Promise.all(troubles)).filter((trouble) => trouble !== null);
}
/** Why buildx could not take a build context, without a full stop; null: it can, as far as can be seen from here. */
async function namedContextTrouble({ name, from }, root) {
    const written = from.kind === 'inside' ? from.path : from.reference;
    const path = from.kind === 'inside' ? (0,external_node_path_.join)(root, from.path) : from.reference;
    const which = `the build context ${problem_quote(name)}`;
    if (path.startsWith('target:'))
        return `${which} names a target of a bake definition, and there is none`;
    if (path.includes('{{')) {
        return `${which} is what docker/build-push-action fills in: write the directory, \`.\` for the repository's root`;
    }
    if (from.kind === 'outside' && !(0,external_node_path_.isAbsolute)(path))
        return null;
    const found = await (0,promises_namespaceObject.stat)(path).catch((error) => `${which} ${dockerfile_text_reasonOf(error)}: ${problem_quote(written)}`);
    if (typeof found === 'string')
        return found;
    return found.isDirectory() ? null : `${which} is a file, and has to be a directory: ${problem_quote(written)}`;
}
async function fileTrouble(path) {
    try {
        if (!(await (0,promises_namespaceObject.stat)(path)).isFile())
            return `is not a regular file: ${problem_quote(path)}`;
        await (0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.R_OK);
        return null;
    }
    catch (error) {
        return `${dockerfile_text_reasonOf(error)}: ${problem_quote(path)}`;
    }
}
function agentTrouble(ssh, env) {
    const item = ssh.find((each) => sshKeys(each).length === 0);
    if (item === undefined || (env['SSH_AUTH_SOCK'] ?? '') !== '')
        return null;
    return {
        input: 'ssh',
        message: `${problem_quote(item)} asks for the keys of an SSH agent, and none runs here: SSH_AUTH_SOCK is not set. Start one before this step (\`eval "$(ssh-agent)"\`, webfactory/ssh-agent), or name a key with \`ID=PATH\``,
    };
}

;// CONCATENATED MODULE: ./lib/request/check-images.js




/** Looks for the contexts and Dockerfiles: what is not there is a problem of the head, and `missing` at the base. */
async function checkImages(candidates, options) {
    const images = [];
    const missing = [];
    const problems = [];
    for (const { request, names, places } of candidates) {
        const { name, context, dockerfile } = request;
        const troubles = await troublesOf(request, options.root);
        const [first] = troubles;
        if (first === undefined) {
            images.push(options.head === undefined ? request : await atTheBase(request, options.root));
            const wrong = options.head === undefined ? await buildTroubles(request.build, options.root, options.env) : [];
            problems.push(...wrong.map(({ input, message }) => ({ where: places[input] ?? input, message: `${message}.` })));
        }
        else if (options.head !== undefined)
            missing.push({ name, context, dockerfile, reason: first.message });
        else {
            for (const { part, message } of troubles) {
                const near = part === 'file' ? nearbyDockerfile(dockerfile, await tracked(options)) : '';
                problems.push({ where: names[part], message: `${message}.${near}` });
            }
        }
    }
    return { images, missing, problems };
}
/** A build context that the head brings is not there yet: a Dockerfile that does not know it builds without. */
async function atTheBase(request, root) {
    const troubles = await Promise.all(request.build.contexts.map((context) => namedContextTrouble(context, root)));
    const contexts = request.build.contexts.filter((_, index) => troubles[index] === null);
    return { ...request, build: { ...request.build, contexts } };
}
async function troublesOf({ context, dockerfile }, root) {
    const directory = await contextTrouble(root, context);
    // Without its directory a Dockerfile inside it says nothing new.
    const inside = !external_node_path_.posix.relative(context, dockerfile).startsWith('..');
    const file = directory !== null && inside ? null : await dockerfileTrouble(root, dockerfile);
    return [
        ...(directory === null ? [] : [{ part: 'context', message: directory }]),
        ...(file === null ? [] : [{ part: 'file', message: file }]),
    ];
}
/** Only for advice: a tree that git cannot list has none to give. */
async function tracked(options) {
    const paths = await options.listDockerfiles().catch(() => []);
    return paths.filter(isDockerfileName);
}

;// CONCATENATED MODULE: ./lib/request/image-place.js




/**
 * Where `context` and `file` lead in the tree at `root`; null, with problems noted, where they leave it. As in
 * docker/build-push-action the Dockerfile is looked for in the context, and one that is named is not.
 */
async function image_place_placeOf(settings, base, root, names, problems) {
    const { file } = settings;
    const context = collect(problems, names.context, () => insideRoot(settings.context ?? '.', base, 'context'));
    const named = file === undefined ? null : collect(problems, names.file, () => insideRoot(file, base, 'file'));
    if (context === undefined || named === undefined)
        return null;
    return { context, dockerfile: named ?? (await defaultDockerfile(root, context)) ?? external_node_path_.posix.join(context, 'Dockerfile') };
}
/** `Dockerfile` in `context`, or `dockerfile`, which buildx takes where the first is not there; null: neither is. */
async function defaultDockerfile(root, context) {
    for (const name of ['Dockerfile', 'dockerfile']) {
        const path = external_node_path_.posix.join(context, name);
        if (await image_files_exists(root, path))
            return path;
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/request/build-options.js




/** What buildx is told of an image beside its Dockerfile. Paths of `settings` are absolute or start at the root. */
function buildOptions(settings, { root, env }) {
    const absolute = mapBuildPaths(settings, (path) => ((0,external_node_path_.isAbsolute)(path) ? path : external_node_path_.posix.join(root, path)));
    return {
        platforms: settings.platforms ?? [],
        buildArgs: resolvePairs(settings['build-args'] ?? {}, env),
        contexts: Object.entries(absolute['build-contexts'] ?? {}).map(([name, source]) => contextOf(name, source, root)),
        secrets: secretsOf(absolute),
        ssh: absolute.ssh ?? [],
        cacheFrom: absolute['cache-from'] ?? [],
        allow: settings.allow ?? [],
        pull: settings.pull ?? false,
        network: settings.network ?? null,
    };
}
function contextOf(name, source, root) {
    const path = isDirectoryPath(source) ? fromRoot(root, source) : '..';
    const inside = path !== '..' && !path.startsWith('../') && !(0,external_node_path_.isAbsolute)(path);
    return { name, from: inside ? { kind: 'inside', path } : { kind: 'outside', reference: source } };
}
/**
 * As docker/build-push-action hands them on: of those with one id the last holds, files last; one without a value is
 * left out.
 */
function secretsOf(settings) {
    const all = [
        ...Object.entries(settings['secret-envs'] ?? {}).map(([id, name]) => ({ id, from: { kind: 'env', name } })),
        ...Object.entries(settings.secrets ?? {})
            .filter(([, value]) => value !== '')
            .map(([id, value]) => ({ id, from: { kind: 'value', value } })),
        ...Object.entries(settings['secret-files'] ?? {}).map(([id, path]) => ({
            id,
            from: { kind: 'file', path },
        })),
    ];
    return [...new Map(all.map((secret) => [secret.id, secret])).values()];
}

;// CONCATENATED MODULE: ./lib/request/image-request.js


/** The image `name` at `place`, with everything that holds for it: defaults, inputs and its own settings in `settings`. */
function imageRequest(name, place, settings, { targetLimits, findings }, world) {
    return {
        name,
        ...place,
        targets: settings.targets ?? { kind: 'all' },
        build: buildOptions(settings, world),
        limits: {
            shipped: limitsIn(settings),
            targets: Object.fromEntries(Object.entries(targetLimits).map(([target, own]) => [target, limitsIn(own)])),
        },
        findings,
    };
}
/** The limits among `settings`. */
function limitsIn(settings) {
    return Object.fromEntries(LIMIT_NAMES.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])));
}

;// CONCATENATED MODULE: ./lib/request/settings.js
/** Inputs that are laid over each other name by name. */
const BY_NAME = ['build-args', 'build-contexts', 'secret-envs', 'secret-files'];
/** `over` laid over `under`; build arguments and other things with names are laid over each other one by one. */
function settings_layer(under, over) {
    const both = BY_NAME.filter((name) => under[name] !== undefined && over[name] !== undefined);
    const laid = both.map((name) => [name, { ...under[name], ...over[name] }]);
    return { ...under, ...over, ...Object.fromEntries(laid) };
}

;// CONCATENATED MODULE: ./lib/request/choose-images.js






/**
 * The images that the config file names; else the one that `context` and `file` name, or that a Dockerfile at the root
 * makes; else those of the Dockerfiles that git tracks.
 */
async function chooseImages(asked, options) {
    const { given, config } = asked;
    if (config.images !== null)
        return configured(asked, config.images, options);
    if (options.head?.source === 'config' && config.path === null)
        return inherited(options.head.images);
    const named = given.context !== undefined || given.file !== undefined;
    if (named || (await defaultDockerfile(options.root, '.')) !== null)
        return single(asked, named, options);
    return discovered(asked, options);
}
async function configured({ given, settings, config }, images, options) {
    const problems = [];
    const candidates = [];
    for (const [name, image] of images) {
        const all = settings_layer(settings, image.settings);
        problems.push(...checkLimits(image.place, all));
        for (const own of Object.values(image.targetLimits)) {
            if (Object.keys(own).length > 0)
                problems.push(...checkLimits(image.place, settings_layer(all, own)));
        }
        // `file` of the workflow belongs to its `context`, and not to one that the image has of its own.
        const own = image.settings.context !== undefined || image.settings.file !== undefined;
        const names = own
            ? { context: image.places['context'] ?? image.place, file: image.places['file'] ?? image.place }
            : INPUT_PLACES;
        const base = { root: headRoot(options), from: own ? '.' : from(given, options) };
        const place = await image_place_placeOf(own ? image.settings : given, base, options.root, names, problems);
        if (place !== null) {
            const request = imageRequest(name, place, all, { ...image, findings: { ...config.findings, ...image.findings } }, worldOf(options));
            candidates.push({ request, names, places: image.places });
        }
    }
    return { source: 'config', candidates, problems };
}
/** The base has no config file: the head's says what the images are. */
function inherited(images) {
    return {
        source: 'config',
        candidates: images.map((request) => ({ request, names: INPUT_PLACES, places: {} })),
        problems: [],
    };
}
async function single({ given, settings, config }, named, options) {
    const problems = [...checkLimits('min-stages', settings)];
    const base = { root: headRoot(options), from: named ? from(given, options) : '.' };
    const place = await image_place_placeOf(given, base, options.root, INPUT_PLACES, problems);
    if (place === null)
        return { source: 'inputs', candidates: [], problems };
    const { dockerfile } = place;
    const name = imageNames([dockerfile], options.repositoryName, knownNames(options)).get(dockerfile) ?? dockerfile;
    const request = imageRequest(name, place, settings, choose_images_plain(config), worldOf(options));
    return { source: 'inputs', candidates: [{ request, names: INPUT_PLACES, places: {} }], problems };
}
async function discovered({ settings, config }, options) {
    const problems = [...checkLimits('min-stages', settings)];
    const paths = [];
    for (const path of await options.listDockerfiles()) {
        // Git also tracks what was deleted and not committed yet.
        if (isDockerfileName(path) && (await image_files_exists(options.root, path)))
            paths.push(path);
    }
    if (paths.length === 0 && options.head === undefined)
        problems.push({ where: 'file', message: NOTHING_FOUND });
    const names = imageNames(paths, options.repositoryName, knownNames(options));
    const candidates = paths.map((dockerfile) => {
        const slash = dockerfile.lastIndexOf('/');
        const place = { context: slash < 0 ? '.' : dockerfile.slice(0, slash), dockerfile };
        const request = imageRequest(names.get(dockerfile) ?? dockerfile, place, settings, choose_images_plain(config), worldOf(options));
        return { request, names: INPUT_PLACES, places: {} };
    });
    return { source: 'discovered', candidates, problems };
}
/** An image that the config file does not name has what it says under `defaults`. */
function choose_images_plain({ findings }) {
    return { targetLimits: {}, findings };
}
const INPUT_PLACES = { context: 'context', file: 'file' };
const NOTHING_FOUND = 'there is no Dockerfile. Looked for: the config file `.github/size-gate.yml`, `Dockerfile` at the root, and among ' +
    'the files that git tracks `Dockerfile`, `Dockerfile.*` and `*.Dockerfile` (also `Containerfile`). Add it to git, or name ' +
    'it with `file` and its directory with `context`.';
/** Without inputs of its own a run is about the root, wherever it was started. */
function from(given, options) {
    return given.context === undefined && given.file === undefined ? '.' : (options.from ?? '.');
}
function headRoot(options) {
    return options.head?.root ?? options.root;
}
function worldOf(options) {
    return { root: headRoot(options), env: options.env };
}
function knownNames(options) {
    return new Map((options.head?.images ?? []).map((image) => [image.dockerfile, image.name]));
}

;// CONCATENATED MODULE: ./lib/request/notices.js

/** What a reader of the log should know of what was asked for; `given` are the workflow's inputs. Quotes no value. */
function noticesOf(given, images, env) {
    const ignored = INPUT_NAMES.filter((name) => inputSpec(name).kind === 'ignored' && given[name] !== undefined);
    const empty = Object.values(given.secrets ?? {}).filter((value) => value === '').length;
    const unset = images.flatMap(({ build }) => build.secrets.flatMap(({ id, from }) => (from.kind === 'env' && env[from.name] === undefined ? [id] : [])));
    const usesGha = images.some(({ build }) => build.cacheFrom.some((cache) => /(?:^|,)type=gha(?:,|$)/i.test(cache)));
    return [
        ...(ignored.length === 0 ? [] : [`${ignored.join(', ')}: without effect here: nothing is pushed`]),
        ...(empty === 0
            ? []
            : [`secrets: ${empty} without a value, left out; the pull request of a fork, for one, gets no secrets`]),
        ...[...new Set(unset)].map((id) => `secret-envs: the variable for ${id} is not set here, so the secret is empty`),
        ...(usesGha && (env['ACTIONS_RUNTIME_TOKEN'] ?? '') === ''
            ? [
                'cache-from: type=gha is passed over here: only actions get ACTIONS_RUNTIME_TOKEN from the runner, not `run:` steps and not other machines',
            ]
            : []),
    ];
}

;// CONCATENATED MODULE: ./lib/request/read.js









/**
 * The request that the inputs `raw` and the tree's config file make. Throws one GateError (usage) that lists everything
 * that is wrong.
 */
async function readRequest(raw, options) {
    const { settings: written, problems: wrong } = readInputs(raw);
    const given = fromTheRoot(written, options.from ?? '.');
    const config = await config_source_readConfig(given.config, options);
    const settings = settings_layer(config.defaults, given);
    // What a broken config file meant to be built is not to be guessed.
    const unclear = config.problems.length > 0 && config.images === null;
    const chosen = unclear ? read_NONE : await chooseImages({ given, settings, config }, options);
    const checked = await checkImages(chosen.candidates, options);
    const problems = unique([
        ...wrong,
        ...config.problems,
        ...checkRequest(given, settings),
        ...chosen.problems,
        ...checked.problems,
    ]);
    if (problems.length > 0)
        throw usageError(problems);
    return {
        ...read_common(settings, options.root, config),
        source: chosen.source,
        images: checked.images,
        missing: checked.missing,
        notices: noticesOf(given, checked.images, options.env),
    };
}
const read_NONE = { source: 'config', candidates: [], problems: [] };
/** Images that share an input share its problem. */
function unique(problems) {
    return [...new Map(problems.map((problem) => [`${problem.where}\n${problem.message}`, problem])).values()];
}
function read_common(settings, root, config) {
    return {
        mode: settings.mode === 'measure' ? 'measure' : 'gate',
        root,
        config: config.path,
        baseline: settings.baseline ?? 'auto',
        baseRef: settings['base-ref'] ?? null,
        prepare: settings.prepare ?? null,
        builder: settings.builder ?? null,
        onBreach: settings['on-breach'] ?? 'fail',
        ignoreDrift: settings['ignore-drift'] ?? true,
        overrideLabel: settings['override-label'] ?? 'size-gate:accept',
        publishing: publishing(settings),
    };
}
function publishing(settings) {
    return {
        comment: settings.comment ?? 'changes',
        commentKey: settings['comment-key'] ?? null,
        summary: settings.summary ?? true,
        annotations: settings.annotations ?? true,
    };
}

;// CONCATENATED MODULE: ./lib/baseline/base-request.js





/**
 * The images of the base: by its own config file, else as the head asks. A Dockerfile that was somewhere else then is
 * followed; an image that the base does not have is left out.
 */
async function readBaseRequest(inputs, head, base, context) {
    const options = {
        ...context.options,
        root: base.root,
        head,
        listDockerfiles: () => dockerfilesOf(context.run, base),
    };
    const notes = [];
    const own = await readRequest(inputs, options).catch(async (error) => {
        if (!(error instanceof lib_errors/* GateError */.ue) || error.trouble !== 'usage')
            throw error;
        notes.push(`the base's own configuration cannot be read, so the head's was used: ${error.message}`);
        const there = await Promise.all(head.images.map(({ dockerfile }) => image_files_exists(base.root, dockerfile)));
        return { images: head.images.filter((_, index) => there[index]), missing: [] };
    });
    const images = [...own.images];
    const renames = {};
    for (const missing of own.missing) {
        const moved = await movedImage(missing, head, base, context);
        if (moved === null)
            continue;
        images.push(moved);
        renames[moved.dockerfile] = missing.dockerfile;
    }
    for (const { name, dockerfile } of head.images) {
        // What the base discovered by itself, it calls by another name.
        if (Object.values(renames).includes(dockerfile) || own.images.some((one) => base_request_isSame(one, name, dockerfile)))
            continue;
        const before = await renamedPath(context.run, context.repository, base, dockerfile);
        const isThere = own.images.some((one) => one.dockerfile === before);
        if (before !== null && isThere)
            renames[before] = dockerfile;
    }
    return { images, renames, notes };
}
function base_request_isSame(image, name, dockerfile) {
    return image.name === name || image.dockerfile === dockerfile;
}
async function movedImage(missing, head, base, { repository, run }) {
    const image = head.images.find(({ name }) => name === missing.name);
    const dockerfile = await renamedPath(run, repository, base, missing.dockerfile);
    if (image === undefined || dockerfile === null)
        return null;
    // A context that was the Dockerfile's own directory moved with it.
    const isOwn = image.context === external_node_path_.posix.dirname(image.dockerfile);
    return { ...image, dockerfile, context: isOwn ? external_node_path_.posix.dirname(dockerfile) : image.context };
}

;// CONCATENATED MODULE: ./lib/plan/plan.js


/** The label by which a run knows the images that it made; its value is the run's id. */
const RUN_LABEL = 'size-gate.run';
/**
 * What to build: every wanted target of every image, of the head and, where it has to be built, of the base, in one
 * bake definition, so that shared stages run once. Intermediate stages are built on the way, and neither exported nor
 * compressed. Each platform is a target of its own: an image of several would be an
 * index, whose parts have no provenance before buildx 0.31. Nothing is pushed, tagged or exported from the builder.
 * `scratch` is the absolute path of a directory for rewritten Dockerfiles, `run` the id that labels what is made. Of
 * `wanted` images each target is one, shipped or not, and the stages on the way are nobody's concern.
 */
function planBuild(sources, scratch, run, images = 'shipped') {
    const secrets = secretVariables(sources);
    const planned = sources.flatMap((source) => source.images.map((image, index) => planImage(source, image, { index, scratch, run, secrets, images })));
    return {
        sources,
        targets: planned.flatMap((image) => image.targets),
        stages: planned.flatMap((image) => image.stages),
        rewritten: planned.flatMap((image) => image.rewritten),
        bake: Object.assign({}, ...planned.map((image) => image.bake)),
    };
}
function planImage(source, image, { index: place, scratch, run, secrets, images }) {
    const { request, graph } = image;
    const prefix = `${source.side}-${place}`;
    const original = `${source.root}/${request.dockerfile}`;
    const named = withNames(image.text, graph);
    const copy = `${scratch}/dockerfiles/${prefix}/${request.dockerfile.split('/').at(-1) ?? 'Dockerfile'}`;
    const isImage = (index) => images === 'wanted' || isShipped(graph, index);
    const built = images === 'wanted' ? image.targets : plan_builtStages(image);
    const targets = built.map((index) => planTarget(source.side, image, place, index, isImage(index)));
    const needed = new Set(images === 'wanted' ? [] : targets.flatMap((target) => target.needs));
    const stages = [...needed]
        .filter((index) => !isShipped(graph, index))
        .toSorted((one, other) => one - other)
        .map((index) => planTarget(source.side, image, place, index, false));
    const onTheWay = stages.filter(({ id }) => !targets.some((target) => target.id === id));
    const bake = [...targets, ...onTheWay].map((target) => {
        const name = target.default ? null : (named.names[target.stage] ?? null);
        return [
            target.id,
            {
                context: literal(request.context === '.' ? source.root : `${source.root}/${request.context}`),
                dockerfile: literal(named.changed ? copy : original),
                ...(name === null ? {} : { target: name }),
                args: literals(request.build.buildArgs),
                labels: { [RUN_LABEL]: run },
                output: [target.exported ? 'type=image,push=false' : 'type=cacheonly'],
                ...(request.build.network === null ? {} : { network: literal(request.build.network) }),
                ...(request.build.pull ? { pull: true } : {}),
                ...(image.platform === null ? {} : { platforms: [image.platform] }),
                ...bakeInputs(request.build, source.root, secrets),
            },
        ];
    });
    const rewritten = named.changed ? [{ original, path: copy, text: named.text }] : [];
    return { targets, stages, rewritten, bake: Object.fromEntries(bake) };
}
/** The wanted stages but those that come to be on the way to another one: each target takes buildx a tenth of a second. */
function plan_builtStages({ graph, targets }) {
    const isOnTheWay = (index) => targets.some((other) => other !== index && reachable(graph, other).has(index));
    return targets.filter((index) => isShipped(graph, index) || !isOnTheWay(index));
}
function planTarget(side, image, place, index, isImage) {
    const { graph, request } = image;
    return {
        id: `${side}-${place}-${index}`,
        side,
        image: request.name,
        dockerfile: request.dockerfile,
        platform: image.platform,
        sourceImage: place,
        stage: index,
        target: stageName(graph, index),
        needs: [...reachable(graph, index)],
        shipped: isImage,
        default: index === graph.stages.length - 1,
        exported: isImage,
        stages: { ...stageCount(graph, index), unused: unusedBy(graph, index).map((unused) => stageName(graph, unused)) },
        importsCache: request.build.cacheFrom.length > 0,
    };
}
function stageName(graph, index) {
    return graph.stages[index]?.target ?? `stage-${index}`;
}

;// CONCATENATED MODULE: ./lib/plan/runnable.js


/**
 * Throws a GateError (environment) where a wanted image has RUN instructions for a platform that is not among those the
 * builder can run. Without RUN nothing of that platform is executed, and no emulation is needed.
 */
function assertRunnable(sources, platforms) {
    const offered = new Set(platforms.map((name) => platformName(name)));
    for (const { images } of sources) {
        for (const { request, platform, graph, targets } of images) {
            if (platform === null || offered.has(platform))
                continue;
            const needed = new Set(targets.flatMap((target) => [...reachable(graph, target)]));
            const stage = graph.stages.find((each) => needed.has(each.index) && runsOn(graph, each) === 'target' && hasRun(each));
            if (stage === undefined)
                continue;
            throw new lib_errors/* GateError */.ue('environment', `${request.name} cannot be built for ${platform}: its stage ${stage.target} has RUN instructions, and the builder runs ${platforms.join(', ')} only`, "Register an emulator before this step (docker/setup-qemu-action), or build that stage on the builder's own platform: `FROM --platform=$BUILDPLATFORM`.");
        }
    }
}
/** Whether a stage's instructions run on the platform that is built for, or on one that its FROM names. */
function runsOn(graph, stage) {
    // A stage that starts from another one is of its platform. Source: moby/buildkit dockerfile2llb/convert.go.
    const [{ platform } = stage] = stageChain(graph, stage.index);
    return platform === null || platform.includes('TARGETPLATFORM') ? 'target' : 'other';
}
function hasRun({ instructions }) {
    return instructions.some(({ keyword }) => keyword === 'RUN');
}

;// CONCATENATED MODULE: ./lib/policy/limit-targets.js

/**
 * What is wrong with the targets that `limits` names, in sentences: a target that the image does not have, or one that
 * is not shipped and so would never be judged. Empty where all is well.
 */
function unknownLimitTargets(image, limits, targets) {
    const shipped = targets.filter((each) => each.shipped).map((each) => each.target);
    const list = shipped.map((name) => `\`${name}\``).join(', ');
    return Object.keys(limits.targets).flatMap((name) => {
        const known = targets.find((each) => each.target.toLowerCase() === name);
        if (known?.shipped === true)
            return [];
        const where = `limits are set for the target \`${name}\` of ${image}`;
        if (known !== undefined) {
            return [`${where}, which is an intermediate stage; only shipped targets are judged: ${list}.`];
        }
        return [`${where}, which it does not have. Its shipped targets: ${list || 'none'}.${didYouMean(name, shipped)}`];
    });
}

;// CONCATENATED MODULE: ./lib/request/source.js






/**
 * The Dockerfiles of one side, read, and parsed for each platform; `own` is the builder's. At the base a wanted target
 * may be missing, at the head that is an error: throws a usage GateError that lists all such targets.
 */
async function readSource(side, root, requests, own) {
    const images = [];
    const failures = [];
    const unknown = [];
    for (const request of requests) {
        const text = await readDockerfile(root, request.dockerfile);
        const ignoreFile = await ignoreFileOf(root, request.dockerfile);
        const { platforms } = request.build;
        for (const platform of platforms.length === 0 ? [null] : platforms) {
            const graph = parsed(text, request, platform ?? own, own);
            const targets = graph instanceof lib_errors/* GateError */.ue ? [] : wantedTargets(graph, request, side);
            if (graph instanceof lib_errors/* GateError */.ue)
                failures.push(source_failureOf(graph, request, side, platform ?? own));
            else if (targets instanceof lib_errors/* GateError */.ue)
                unknown.push(targets);
            else
                images.push({ request, platform, text, ignoreFile, graph, targets });
        }
    }
    if (unknown.length > 0) {
        const problems = new Set(unknown.map((error) => `${error.message}; ${error.hint ?? ''}`));
        throw new lib_errors/* GateError */.ue('usage', [...problems].join('\n'));
    }
    return { side, root, images, failures };
}
/** docs.docker.com/build/concepts/context: `<Dockerfile>.dockerignore` takes the place of the context's own. */
async function ignoreFileOf(root, dockerfile) {
    const own = `${dockerfile}.dockerignore`;
    return (0,promises_namespaceObject.access)((0,external_node_path_.join)(root, own)).then(() => (0,external_node_path_.basename)(own), () => '.dockerignore');
}
function parsed(text, request, platform, own) {
    const { dockerfile, build } = request;
    try {
        return parseDockerfile(text, { file: dockerfile, buildArgs: build.buildArgs, platform, buildPlatform: own });
    }
    catch (error) {
        if (error instanceof lib_errors/* GateError */.ue)
            return error;
        throw error;
    }
}
function wantedTargets(graph, { targets }, side) {
    if (side === 'base' && targets.kind === 'matching')
        return matchTargets(graph, targets.patterns).stages;
    try {
        return selectTargets(graph, targets);
    }
    catch (error) {
        if (error instanceof lib_errors/* GateError */.ue)
            return error;
        throw error;
    }
}
function source_failureOf(error, request, side, platform) {
    const line = /^.*?:(\d+): /.exec(error.message)?.[1];
    return {
        image: request.name,
        dockerfile: request.dockerfile,
        target: NO_TARGET,
        platform,
        side,
        shipped: true,
        default: true,
        message: error.message,
        line: line === undefined ? null : Number(line),
        stage: null,
        instruction: null,
        log: [],
        hint: error.hint,
    };
}

;// CONCATENATED MODULE: ./lib/plan-step.js









/**
 * The step from a request and its baseline to what is built: reads the Dockerfiles of both sides. Throws a usage
 * GateError for what the head's do not have, or the builder cannot run.
 */
async function plan({ inputs, options }, request, baseline, repository, session, world) {
    const { platform, platforms, method } = await session.builder;
    if (baseline.source === 'target') {
        const sides = await readSides(request, baseline.against, repository, platform);
        assertBakeable(sides, method.buildx);
        assertRunnable(sides, platforms);
        const { directory, id } = session.scratch;
        return { plan: planBuild(sides, directory, id, 'wanted'), renames: {}, notes: [] };
    }
    const head = await readSource('head', repository.root, request.images, platform);
    checkLimitTargets(head);
    assertBakeable([head], method.buildx);
    assertRunnable([head], platforms);
    const { directory, id } = session.scratch;
    if (baseline.source === 'none')
        return { plan: planBuild([head], directory, id), renames: {}, notes: [] };
    const own = await readBaseRequest(inputs, request, baseline, { repository, run: world.run, options });
    await world.keepSecret(own.images);
    const base = await readSource('base', baseline.root, own.images, platform);
    return { plan: planBuild([head, base], directory, id), renames: own.renames, notes: own.notes };
}
/** Whatever targets the config file wants of its images, the two that are compared are named on the command line. */
async function readSides(request, against, repository, platform) {
    const requests = request.images.map((image) => ({ ...image, targets: { kind: 'all' } }));
    const sides = sidesOf(await readSource('head', repository.root, requests, platform), against);
    checkLimitTargets(sides[0]);
    return sides;
}
/** Throws a usage GateError for limits on targets that are never judged. */
function checkLimitTargets(head) {
    const problems = head.images.flatMap(({ request, graph }) => {
        const targets = graph.stages.map(({ index, target }) => ({ target, shipped: isShipped(graph, index) }));
        return unknownLimitTargets(request.name, request.limits, targets);
    });
    if (problems.length > 0)
        throw new lib_errors/* GateError */.ue('usage', [...new Set(problems)].join('\n'));
}

// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __nccwpck_require__(2467);
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
;// CONCATENATED MODULE: ./lib/builder/dial.js



/**
 * Starts such a command at once, so that it connects while something else goes on. `env` is its environment, `signal` ends
 * it.
 */
function dial([command, args], env, signal) {
    const child = (0,external_node_child_process_namespaceObject.spawn)(command, args, {
        env,
        signal: signal ?? undefined,
        // buildx goes on after a SIGTERM until all that it has read is taken from it.
        killSignal: 'SIGKILL',
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
        words = (words + text).slice(-4096);
    });
    const pipe = external_node_stream_.Duplex.from({ readable: child.stdout, writable: child.stdin });
    let broken = null;
    const fail = (error) => {
        broken ??= error;
    };
    pipe.on('error', fail);
    child.on('error', fail);
    // Of itself a protocol waits for an answer from a child that is gone.
    child.on('close', (code) => {
        fail(new Error(`${command} ended${code === null ? '' : ` with exit code ${code}`}`));
        pipe.destroy();
    });
    return {
        pipe,
        reason(met) {
            return words.trim() === '' ? (0,lib_errors/* messageOf */.bD)(broken ?? met) : words.trim();
        },
        close() {
            pipe.destroy();
            child.kill('SIGKILL');
        },
    };
}

;// CONCATENATED MODULE: ./lib/builder/connection.js



/** Makes a call whose answers say nothing. */
async function order(connection, path, request) {
    const answers = connection.call(path, request)[Symbol.asyncIterator]();
    while ((await answers.next()).done !== true)
        ;
}
/** gRPC's codes for what a caller may want to tell apart. Source: google.rpc.Code. */
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;
/** The builder answered, and refused. */
class CallFailed extends lib_errors/* GateError */.ue {
    status;
    constructor(status, message) {
        super('environment', `The builder refuses: ${message === '' ? `gRPC status ${status}` : message}`);
        this.name = 'CallFailed';
        this.status = status;
    }
}
/**
 * Bytes that may be on their way. With HTTP/2's own 64 KiB it stops for a word from us after each; more than this only fills
 * memory, as decompression is slower (`npm run bench -- --only memory`).
 */
const STREAM_WINDOW = 2 ** 20;
const CONNECTION_WINDOW = 2 * 2 ** 20;
/**
 * Opens a connection through a command, `docker buildx dial-stdio`, whose standard input and output carry HTTP/2. Source: gRPC
 * over HTTP/2, "Requests", "Responses".
 */
function openConnection(dialler, env, signal) {
    const { pipe, reason, close } = dial(dialler, env, signal);
    const session = external_node_http2_.connect('http://builder', {
        createConnection: () => pipe,
        settings: { initialWindowSize: STREAM_WINDOW, enablePush: false },
    });
    session.on('connect', () => session.setLocalWindowSize(CONNECTION_WINDOW));
    let broken = null;
    session.on('error', (error) => {
        broken ??= error;
    });
    // Not before: a session that takes leave while it is writing trips over an assertion of Node's (JSStreamSocket.doWrite).
    pipe.on('close', () => session.destroy());
    async function* stream(path, request, until) {
        if (session.destroyed)
            throw lost(new Error('the connection is closed'));
        const answer = requestOf(path);
        let status;
        let message = '';
        const remember = (headers) => {
            status ??= first(headers['grpc-status']);
            message ||= percentDecoded(first(headers['grpc-message']) ?? '');
        };
        answer.on('response', remember);
        answer.on('trailers', remember);
        until?.addEventListener('abort', () => answer.destroy(), { once: true });
        answer.end(connection_frame(request));
        try {
            yield* piecesOf(answer);
        }
        catch (error) {
            throw lost(error);
        }
        finally {
            answer.close();
        }
        if (status === undefined)
            throw lost(new Error('the answer has no gRPC status'));
        if (status !== '0')
            throw new CallFailed(Number(status), message);
    }
    async function* call(...args) {
        let pieces = [];
        for await (const { bytes, isLast } of stream(...args)) {
            pieces.push(bytes);
            if (!isLast)
                continue;
            yield Buffer.concat(pieces);
            pieces = [];
        }
    }
    function requestOf(path) {
        const head = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
        try {
            return session.request(head);
        }
        catch (error) {
            // The builder took leave (GOAWAY).
            throw lost(error);
        }
    }
    function lost(error) {
        return new lib_errors/* GateError */.ue('environment', `The builder cannot be reached: ${reason(broken ?? error)}`, null, error);
    }
    return {
        call,
        stream,
        close,
    };
}
function first(header) {
    return Array.isArray(header) ? header[0] : header;
}
/** As it came where it is not encoded as it should be, which is no reason to fail. */
function percentDecoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** A gRPC message: a byte for "not compressed", four for the length, the message. */
function connection_frame(message) {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    return Buffer.concat([head, message]);
}
async function* piecesOf(answer) {
    const head = Buffer.alloc(5);
    let headLength = 0;
    let left = 0;
    for await (const chunk of answer) {
        for (let at = 0; at < chunk.length;) {
            if (headLength < head.length) {
                const taken = chunk.copy(head, headLength, at);
                headLength += taken;
                at += taken;
                left = headLength < head.length ? 0 : head.readUInt32BE(1);
                if (headLength < head.length || left > 0)
                    continue;
            }
            const bytes = chunk.subarray(at, at + left);
            at += bytes.length;
            left -= bytes.length;
            if (left === 0)
                headLength = 0;
            yield { bytes, isLast: left === 0 };
        }
    }
}

;// CONCATENATED MODULE: ./lib/builder/protobuf.js

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
/**
 * The fields of a protobuf message in their order. Numbers that take more than 53 bits lose their last ones.
 * Throws a GateError where the message breaks off. Source: protobuf.dev/programming-guides/encoding.
 */
function* fieldsOf(message) {
    let at = 0;
    const varint = () => {
        let value = 0;
        let factor = 1;
        for (; at < message.length; factor *= 128) {
            const byte = message[at++] ?? 0;
            value += (byte & 0x7f) * factor;
            if (byte < 0x80)
                return value;
        }
        throw brokenOff();
    };
    const bytes = (length) => {
        const value = message.subarray(at, at + length);
        if (value.length < length)
            throw brokenOff();
        at += length;
        return value;
    };
    while (at < message.length) {
        const tag = varint();
        const number = Math.floor(tag / 8);
        const type = tag % 8;
        if (type === VARINT)
            yield { number, value: varint() };
        else if (type === LENGTH)
            yield { number, value: bytes(varint()) };
        else if (type === FIXED64)
            yield { number, value: bytes(8) };
        else if (type === FIXED32)
            yield { number, value: bytes(4) };
        else
            throw brokenOff();
    }
}
/** The values of a field that holds bytes, as often as it is there. */
function protobuf_bytesOf(message, number) {
    return [...fieldsOf(message)].flatMap((field) => field.number === number && typeof field.value !== 'number' ? [field.value] : []);
}
/** The text of a field; '' where it is not there. */
function protobuf_textOf(message, number) {
    return protobuf_bytesOf(message, number).at(-1)?.toString('utf8') ?? '';
}
/** The number of a field; 0, which protobuf leaves out, where it is not there. */
function numberOf(message, number) {
    const value = [...fieldsOf(message)].find((each) => each.number === number)?.value;
    return typeof value === 'number' ? value : 0;
}
/** Milliseconds since 1970 of a field with a `google.protobuf.Timestamp`; 0 where it is not there. */
function timeOf(message, number) {
    const timestamp = protobuf_bytesOf(message, number)[0];
    return timestamp === undefined ? 0 : numberOf(timestamp, 1) * 1000 + numberOf(timestamp, 2) / 1e6;
}
/** A field as it is written: text, or `true`. */
function field(number, value) {
    if (value === true)
        return Buffer.from([number * 8 + VARINT, 1]);
    const text = Buffer.from(value);
    return Buffer.concat([Buffer.from([number * 8 + LENGTH]), writtenVarint(text.length), text]);
}
function writtenVarint(value) {
    const bytes = [];
    for (let rest = value;; rest = Math.floor(rest / 128)) {
        bytes.push(rest < 128 ? rest : (rest % 128) + 128);
        if (rest < 128)
            return Buffer.from(bytes);
    }
}
function brokenOff() {
    return new lib_errors/* GateError */.ue('environment', 'The builder sent a message that breaks off.');
}

;// CONCATENATED MODULE: ./lib/builder/build-records.js





const LISTEN_PATH = '/moby.buildkit.v1.Control/ListenBuildHistory';
const UPDATE_PATH = '/moby.buildkit.v1.Control/UpdateBuildHistory';
/** A build that was stopped is noted as ended a moment after buildx is. Milliseconds, and how often to look. */
const PAUSE = 100;
const LOOKS = 20;
/** Milliseconds to wait for a record that was there a moment ago. */
const build_records_PATIENCE = 2000;
/**
 * The first BuildKit whose history records can be removed without harm: before it, a removed record that a client asked
 * for by name, as buildx does after each build, makes BuildKit panic at the next `docker buildx history ls`, and the
 * engine with it. Source: moby/buildkit pull request 6614.
 */
const REMOVES_SAFELY = '0.29.0';
/** Whether build records may be removed; a version that is not told counts as old. */
function removesBuildRecords({ buildkit }) {
    return buildkit !== null && !isOlder(buildkit, REMOVES_SAFELY);
}
/**
 * Takes this run's builds out of the builder's history, failed and stopped ones too, and those that killed runs left. A
 * build that goes on is left to the next run. Nothing but builds with our label is touched.
 * Source: moby/buildkit api/services/control/control.proto.
 */
async function removeBuildRecords(connection, { ownId, isOver }) {
    let records = await readBuildRecords(connection);
    for (let look = 1; look < LOOKS && records.some(({ runId, ended }) => runId === ownId && !ended); look++) {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(PAUSE);
        records = await readBuildRecords(connection);
    }
    const over = records.filter(({ runId, ended }) => ended && runId !== null && (runId === ownId || isOver(runId)));
    await Promise.all(over.map(({ ref }) => removeRecord(connection, ref)));
}
/** When the first build of a run began: milliseconds since 1970 by the builder's clock, which may not be ours; null: none did. */
async function firstBuildAt(connection, runId) {
    const own = (await readBuildRecords(connection)).filter((record) => record.runId === runId);
    return own.length === 0 ? null : Math.min(...own.map(({ createdAt }) => createdAt));
}
async function readBuildRecords(connection) {
    // `early_exit`: what is there now, and not what comes.
    const request = field(3, true);
    const records = [];
    try {
        for await (const event of connection.call(LISTEN_PATH, request)) {
            const record = protobuf_bytesOf(event, 2)[0];
            if (record !== undefined)
                records.push(recordOf(record, hasEnded(event)));
        }
    }
    catch (error) {
        // BuildKit before 0.11 keeps no history.
        if (error instanceof CallFailed && error.status === UNIMPLEMENTED)
            return [];
        throw error;
    }
    return records;
}
/** `BuildHistoryEvent.type`: 0, which is left out, for a build that goes on; 1 for one that ended. */
function hasEnded(event) {
    return [...fieldsOf(event)].some(({ number, value }) => number === 1 && value === 1);
}
function recordOf(record, ended) {
    const label = protobuf_bytesOf(record, 3).find((attribute) => protobuf_textOf(attribute, 1) === `label:${RUN_LABEL}`);
    const runId = label === undefined ? null : protobuf_textOf(label, 2);
    return { ref: protobuf_textOf(record, 1), runId, createdAt: timeOf(record, 6), ended };
}
/**
 * BuildKit only hides a record that was asked for by name, until it starts again. It goes for good when who listens to it
 * at that moment stops; no garbage is collected then for each record, which takes ten times as long.
 */
async function removeRecord(connection, ref) {
    const patience = AbortSignal.timeout(build_records_PATIENCE);
    const events = connection.call(LISTEN_PATH, field(2, ref), patience)[Symbol.asyncIterator]();
    try {
        await events.next();
        await order(connection, UPDATE_PATH, Buffer.concat([field(1, ref), field(3, true)]));
    }
    catch (error) {
        // Another run cleared the same leftovers at the same time: there is nothing to listen to, or no more.
        const isGone = patience.aborted || (error instanceof CallFailed && error.message.includes('is deleted'));
        if (!isGone)
            throw error;
    }
    finally {
        await events.return?.();
    }
}

;// CONCATENATED MODULE: ./lib/builder/cache-records.js


const USAGE_PATH = '/moby.buildkit.v1.Control/DiskUsage';
const PRUNE_PATH = '/moby.buildkit.v1.Control/Prune';
/** All records of the build cache. Source: moby/buildkit api/services/control/control.proto, `UsageRecord`. */
async function readCacheRecords(connection) {
    const records = [];
    for await (const usage of connection.call(USAGE_PATH, Buffer.alloc(0))) {
        records.push(...protobuf_bytesOf(usage, 1).map(cache_records_recordOf));
    }
    return records;
}
/**
 * Takes records out of the build cache. BuildKit keeps those that are in use and those that a record which stays lies
 * on, so that nothing but what is named can go.
 */
async function removeCacheRecords(connection, ids) {
    if (ids.length === 0)
        return;
    await order(connection, PRUNE_PATH, Buffer.concat(ids.map((id) => field(1, `id==${id}`))));
}
function cache_records_recordOf(record) {
    return {
        id: protobuf_textOf(record, 1),
        size: numberOf(record, 4),
        createdAt: timeOf(record, 6),
        lastUsedAt: timeOf(record, 7),
        description: protobuf_textOf(record, 9),
        parents: protobuf_bytesOf(record, 12).map(String),
    };
}

;// CONCATENATED MODULE: ./lib/builder/base-image.js









function baseImages(builder, connection, { run, scratch, runId }) {
    const pulled = [];
    async function bakeAlone(dockerfile, platform, output, cached = true) {
        const directory = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_.join)(scratch, 'base-'));
        // A file of ours: buildx 0.14 leaves the one that it makes of an inline Dockerfile in the temporary directory.
        await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(directory, 'Dockerfile'), dockerfile);
        const target = {
            context: directory,
            labels: { [RUN_LABEL]: runId },
            platforms: [platform],
            output: [output],
            'no-cache': !cached,
        };
        const metadataFile = (0,external_node_path_.join)(directory, 'metadata.json');
        const args = ['bake', ...builder.buildxArgs, '--file', '-', '--progress=plain', '--metadata-file', metadataFile];
        const { code, stderr } = await run(...buildxCall(builder.buildx, ...args, 'base'), {
            env: BAKE_ENV,
            input: JSON.stringify({ target: { base: target } }),
        });
        if (code !== 0)
            return { error: /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim() };
        const metadata = JSON.parse(await (0,promises_namespaceObject.readFile)(metadataFile, 'utf8'));
        return { digest: metadata.base['containerimage.digest'] ?? null };
    }
    return {
        async buildBase(source, platform) {
            const reference = imageReference(source);
            if (reference === null)
                return null;
            const baked = await bakeAlone(`FROM ${reference}\n`, platform, 'type=image,push=false');
            return 'digest' in baked ? baked.digest : null;
        },
        async pullBase(source, platform) {
            const reference = imageReference(source);
            if (reference === null)
                return false;
            const before = await readCacheRecords(connection);
            // A copy of nothing: the image has to be there for it, and its triggers do not run.
            const copy = copyOfNothing(reference, runId);
            pulled.push({ copy, reference, platform, before });
            const baked = await bakeAlone(`FROM scratch\n${copy}\n`, platform, 'type=cacheonly', false);
            if ('digest' in baked)
                return true;
            throw new lib_errors/* GateError */.ue('environment', `The layers of ${reference} could not be pulled: ${baked.error}`);
        },
        async dropPulled() {
            if (pulled.length === 0)
                return;
            const began = (await firstBuildAt(connection, runId)) ?? Infinity;
            // Last to first: what was pulled later may lie on what was pulled before.
            for (const pull of pulled.splice(0).reverse()) {
                await removeReleased(connection, addedBy(pull, began, await readCacheRecords(connection)));
                // BuildKit fills the entries that a build made for the base: they are made again, and stay empty.
                await bakeAlone(`FROM ${pull.reference}\n`, pull.platform, 'type=cacheonly');
            }
        },
    };
}
/** Another in each run, so that it is known in the build cache. */
function copyOfNothing(reference, runId) {
    return `COPY --from=${reference} /${runId}-nothing* /`;
}
/** Of milliseconds: how long to wait for a builder that has not yet let go of what a build that ended used. */
const base_image_PATIENCE = [0, 100, 300, 900];
/** Removes records; what is still in use after a second stays, as somebody else uses it. */
async function removeReleased(connection, ids) {
    let left = ids;
    for (const pause of base_image_PATIENCE) {
        if (left.length === 0)
            return;
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(pause);
        await removeCacheRecords(connection, left);
        const there = new Set((await readCacheRecords(connection)).map(({ id }) => id));
        left = left.filter((id) => there.has(id));
    }
}
/**
 * What a pull added to the build cache: our copy of nothing, the layers, and the links (`COPY --link`) that this run
 * laid on them, which hold them there and are free to make again. What was there before the run `began` is not among
 * them: a link that the user's build made keeps the layers.
 */
function addedBy({ copy, reference, before }, began, after) {
    const filled = new Set(before.filter(({ size }) => size > 0).map(({ id }) => id));
    const known = new Set(before.map(({ id }) => id));
    const own = after.find(({ id, description }) => !known.has(id) && description.endsWith(copy));
    if (own === undefined)
        return [];
    const layers = after.filter(({ id, description }) => !filled.has(id) && description === `pulled from ${reference}`);
    const added = new Set(layers.map(({ id }) => id));
    const links = after.filter(({ description, createdAt }) => createdAt > began && /\] LINK /.test(description));
    // A link may lie on a link.
    for (let size = -1; size !== added.size;) {
        size = added.size;
        for (const { id, parents } of links)
            if (parents.some((parent) => added.has(parent)))
                added.add(id);
    }
    return [own.id, ...added];
}
function imageReference(source) {
    return /^docker-image:\/\/(.+)$/.exec(source)?.[1] ?? null;
}

;// CONCATENATED MODULE: ./lib/builder/content.js



const READ_PATH = '/containerd.services.content.v1.Content/Read';
/**
 * Reads the builder's content store over a connection to it. A message has up to a megabyte of data and is passed on as it
 * comes: joined, they would be a hundred megabytes before Node gets to free them.
 * Source: containerd api/services/content/v1/content.proto, `ReadContentRequest`, `ReadContentResponse`.
 */
function contentReader(connection) {
    return {
        async *read(digest) {
            try {
                // What stands before the data, until it is there as a whole; null behind it.
                let head = Buffer.alloc(0);
                for await (const { bytes, isLast } of connection.stream(READ_PATH, field(1, digest))) {
                    const known = head === null ? bytes : Buffer.concat([head, bytes]);
                    const start = head === null ? 0 : startOfData(known);
                    if (start !== null && start < known.length)
                        yield known.subarray(start);
                    head = isLast ? Buffer.alloc(0) : start === null ? known : null;
                }
            }
            catch (error) {
                throw error instanceof CallFailed && error.status === NOT_FOUND ? new lib_errors/* BlobMissing */.QO(digest) : error;
            }
        },
    };
}
const OFFSET_TAG = 0x08;
const DATA_TAG = 0x12;
/** Where a response's data begins: behind the offset, its own tag and its length; null where that is not there yet. */
function startOfData(response) {
    let at = 0;
    if (response[at] === OFFSET_TAG)
        at = afterVarint(response, at + 1);
    if (at >= response.length)
        return null;
    if (response[at] !== DATA_TAG)
        throw new lib_errors/* GateError */.ue('environment', 'The builder answers with something else than content.');
    at = afterVarint(response, at + 1);
    return at > response.length ? null : at;
}
/** Past the end where it is not there as a whole. */
function afterVarint(bytes, start) {
    let at = start;
    while ((bytes[at] ?? 0) >= 0x80)
        at++;
    return at + 1;
}

;// CONCATENATED MODULE: ./lib/builder/nodes.js


/**
 * One engine of a builder's nodes, of which there are at least two: each holds what was built for its platforms. buildx
 * has nodes only where there is no engine with images of its own.
 */
function joinNodes(nodes) {
    const [first] = nodes;
    /** The node that buildx builds a platform on. Source: docker/buildx build/driver.go, nodeResolver. */
    function engineFor(platform) {
        const created = nodes.find(({ node }) => node.own.includes(platform));
        const able = nodes.find(({ node }) => node.platforms.includes(platform));
        return (created ?? able ?? first).engine;
    }
    async function* read(digest) {
        for (const { engine } of nodes) {
            try {
                yield* engine.read(digest);
                return;
            }
            catch (error) {
                if (!(error instanceof lib_errors/* BlobMissing */.QO))
                    throw error;
            }
        }
        throw new lib_errors/* BlobMissing */.QO(digest);
    }
    /** A node that fails keeps none of the others from it. */
    async function onEach(action) {
        await settleAll(nodes.map(({ engine }) => action(engine)));
    }
    return {
        ...first.engine,
        read,
        buildBase: (source, platform) => engineFor(platform).buildBase(source, platform),
        pullBase: (source, platform) => engineFor(platform).pullBase(source, platform),
        dropPulled: () => onEach((engine) => engine.dropPulled()),
        removeBuildRecords: (runs) => onEach((engine) => engine.removeBuildRecords(runs)),
        async cacheRecords() {
            return (await Promise.all(nodes.map(({ engine }) => engine.cacheRecords()))).flat();
        },
        close() {
            for (const { engine } of nodes)
                engine.close();
        },
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: ./lib/builder/engine-api.js



/** More of an answer than this is not waited for: another connection is opened for the next question. */
const MOST_READ = 2 ** 18;
const nothing = () => undefined;
/** What Node.js calls of a socket between two questions, and a pipe has no use for. */
const LIKE_SOCKET = { setKeepAlive: nothing, setNoDelay: nothing, setTimeout: nothing, ref: nothing, unref: nothing };
/**
 * Reaches it through a command, `docker system dial-stdio`, which leads wherever docker's context does, and which is not started
 * before the first question. One question is asked after the other.
 * Source: docs.docker.com/reference/api/engine, "ContainerArchive".
 */
function openEngineApi(dialler, env, signal) {
    let dialled = null;
    const close = () => {
        dialled?.close();
        dialled = null;
    };
    const agent = Object.assign(new external_node_http_.Agent({ keepAlive: true, maxSockets: 1 }), {
        createConnection() {
            close();
            dialled = dial(dialler, env, signal);
            return Object.assign(dialled.pipe, LIKE_SOCKET);
        },
    });
    /** The status of an answer, and how it begins. */
    function get(path) {
        return new Promise((resolve, reject) => {
            const asked = (0,external_node_http_.request)({ agent, path }, (answer) => {
                const status = answer.statusCode ?? 0;
                let text = '';
                answer.setEncoding('latin1').on('data', (piece) => {
                    text += piece;
                    if (text.length <= MOST_READ)
                        return;
                    resolve({ status, text });
                    answer.destroy();
                });
                answer.on('end', () => resolve({ status, text }));
                answer.on('error', reject);
            });
            asked.on('error', reject);
            asked.end();
        });
    }
    return {
        async hasPath(container, path) {
            // Not HEAD: its answer has no length, after which Node.js closes the connection.
            const answer = await get(`/containers/${container}/archive?path=${encodeURIComponent(path)}`).catch((error) => {
                const why = dialled?.reason(error) ?? (0,lib_errors/* messageOf */.bD)(error);
                throw new lib_errors/* GateError */.ue('environment', `The engine cannot be reached: ${why}`, null, error);
            });
            if (answer.status === 200)
                return true;
            // 404 and 500 are also what it answers where it cannot look.
            if (/could not find the file|no such file or directory|not a directory/i.test(answer.text))
                return false;
            throw new lib_errors/* GateError */.ue('environment', `The engine does not tell whether ${path} is there: ${said(answer)}`);
        },
        close,
    };
}
/** What the engine's own JSON says, or the status where it says nothing. */
function said({ status, text }) {
    try {
        return JSON.parse(text).message;
    }
    catch {
        return `HTTP status ${status}`;
    }
}

;// CONCATENATED MODULE: ./lib/builder/overlay-layers.js


/** Where the layers are mounted in a container that never starts. */
const MOUNT = '/size-gate';
/**
 * Opens an image's layers one by one, which the classic store gives out only as a whole (`docker image save`): a container
 * of the image, created and never started, has the directories of the engine's overlay2 driver mounted, and `docker
 * container cp` reads them. `volumes` are those that the image declares, which would else be made. null where the engine
 * keeps its layers otherwise or does not let them be mounted.
 */
async function openOverlayLayers(builder, { run, runAlways, runStream, env, signal }, image, volumes) {
    const docker = (...args) => [...builder.dockerArgs, 'container', ...args];
    const directories = await overlayDirectories(run, builder, image);
    if (directories === null)
        return null;
    const mounts = directories.map((directory, index) => `type=bind,source=${directory},target=${MOUNT}/${index},readonly`);
    const created = await run('docker', docker('create', '--network=none', ...volumes.map((volume) => `--tmpfs=${volume}`), ...mounts.map((mount) => `--mount=${mount}`), image, 
    // An image need not have a command, and this one is never run.
    'none'));
    // Such as a daemon in another machine's file system, or one that forbids such mounts.
    if (created.code !== 0)
        return null;
    const id = created.stdout.trim();
    const api = openEngineApi(['docker', [...builder.dockerArgs, 'system', 'dial-stdio']], env, signal);
    return {
        count: directories.length,
        read: (index) => ({
            root: String(index),
            archive: runStream('docker', docker('cp', `${id}:${MOUNT}/${index}`, '-')),
        }),
        exists: (path) => api.hasPath(id, path),
        async close() {
            api.close();
            const { code, stderr } = await runAlways('docker', docker('rm', '--force', '--volumes', id));
            if (code !== 0)
                throw new lib_errors/* GateError */.ue('environment', `The container ${id} could not be removed: ${stderr.trim()}`);
        },
    };
}
/** Lowest first; null where the storage driver is another. */
async function overlayDirectories(run, builder, image) {
    const args = ['image', 'inspect', '--format', '{{json .GraphDriver}}', image];
    const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...args]);
    if (code !== 0)
        throw new lib_errors/* GateError */.ue('environment', `docker image inspect failed: ${stderr.trim()}`);
    const driver = JSON.parse(stdout);
    if (driver?.Name !== 'overlay2' || driver.Data?.UpperDir === undefined)
        return null;
    const lower = driver.Data.LowerDir?.split(':') ?? [];
    const directories = [driver.Data.UpperDir, ...lower].reverse();
    // Which docker's own syntax for mounts could not name.
    return directories.some((directory) => /[,"]/.test(directory)) ? null : directories;
}

;// CONCATENATED MODULE: ./lib/builder/steady-connection.js
/** Milliseconds without a call after which what lies between may have let go of a connection: proxies do after some minutes. */
const IDLE = 60_000;
/**
 * A connection for a run that may build for hours between two calls: one that was idle is opened anew, as a call over a
 * connection that somebody dropped without a word would wait for ever. `now` in milliseconds.
 */
function steadyConnection(open, now) {
    let current = open();
    let used = now();
    let inUse = 0;
    let isClosed = false;
    function connected() {
        if (!isClosed && inUse === 0 && now() - used > IDLE) {
            current.close();
            current = open();
        }
        return current;
    }
    /** Counts a call while it goes on. */
    async function* counted(begin) {
        const connection = connected();
        inUse++;
        try {
            yield* begin(connection);
        }
        finally {
            inUse--;
            used = now();
        }
    }
    return {
        call: (...args) => counted((connection) => connection.call(...args)),
        stream: (...args) => counted((connection) => connection.stream(...args)),
        close() {
            isClosed = true;
            current.close();
        },
    };
}

;// CONCATENATED MODULE: ./lib/builder/engine.js










const HISTORY = ['image', 'history', '--no-trunc', '--human=false', '--format', '{{.Size}}'];
/** Connects to every node of the builder. */
function connectEngine(builder, context) {
    const [first, ...others] = builder.nodes;
    const connected = (node) => ({
        node,
        engine: connectNode(builder, ['--platform', engine_platformOf(node)], context),
    });
    if (first === undefined || others.length === 0)
        return connectNode(builder, [], context);
    return joinNodes([connected(first), ...others.map(connected)]);
}
/** A platform for which buildx chooses this node. */
function engine_platformOf({ own, platforms }) {
    return own[0] ?? platforms[0] ?? '';
}
function connectNode(builder, nodeArgs, context) {
    const { run, runStream } = context;
    const call = buildxCall(builder.buildx, 'dial-stdio', ...builder.buildxArgs, ...nodeArgs);
    const connection = steadyConnection(() => openConnection(call, context.env, context.signal), context.now);
    return {
        ...contentReader(connection),
        ...baseImages(builder, connection, context),
        async history(image) {
            const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...HISTORY, image]);
            if (code !== 0)
                throw new lib_errors/* GateError */.ue('environment', `docker image history failed: ${stderr.trim()}`);
            return stdout.trim().split('\n').map(Number).reverse();
        },
        overlayLayers: (image, volumes) => openOverlayLayers(builder, context, image, volumes),
        save: (image) => runStream('docker', [...builder.dockerArgs, 'image', 'save', image]),
        removeBuildRecords: (runs) => removeBuildRecords(connection, runs),
        cacheRecords: () => readCacheRecords(connection),
        close: connection.close,
    };
}

;// CONCATENATED MODULE: ./lib/builder/images.js


/**
 * Takes away the images of runs that are over; their layers stay in the build cache, as after any build. Nothing but
 * images with our label is touched.
 */
async function removeImages(run, builder, { made, isOver }) {
    const ids = await labelledImages(run, builder);
    const unknown = ids.filter((id) => !made.has(id));
    const runs = unknown.length === 0 ? [] : await images_runsOf(run, builder, unknown);
    const over = [...ids.filter((id) => made.has(id)), ...unknown.filter((_, index) => isOver(runs[index] ?? ''))];
    if (over.length === 0)
        return;
    if (unknown.length > 0)
        await removeContainers(run, builder, isOver);
    const removed = await run('docker', [...builder.dockerArgs, 'image', 'rm', ...over]);
    // Another run may clear the same leftovers at the same time.
    const errors = removed.stderr.split('\n').filter((line) => line !== '' && !/No such image/i.test(line));
    if (removed.code !== 0 && errors.length > 0) {
        throw new lib_errors/* GateError */.ue('environment', `Images of this run could not be removed: ${errors.join('; ')}`);
    }
}
/**
 * Containers that a run made to read layers, and was killed before it removed them: they have their image's label, and it
 * cannot go before them.
 */
async function removeContainers(run, builder, isOver) {
    const docker = (...args) => run('docker', [...builder.dockerArgs, 'container', ...args]);
    const format = `{{.ID}} {{.Label "${RUN_LABEL}"}}`;
    const { code, stdout, stderr } = await docker('ls', '--all', '--filter', `label=${RUN_LABEL}`, '--format', format);
    if (code !== 0)
        throw new lib_errors/* GateError */.ue('environment', `docker container ls failed: ${stderr.trim()}`);
    const ids = stdout.split('\n').flatMap((line) => {
        const [id = '', runId = ''] = line.split(' ');
        return id !== '' && isOver(runId) ? [id] : [];
    });
    if (ids.length === 0)
        return;
    const removed = await docker('rm', '--force', '--volumes', ...ids);
    if (removed.code !== 0 && !/No such container/i.test(removed.stderr)) {
        throw new lib_errors/* GateError */.ue('environment', `Containers of runs that are over could not be removed: ${removed.stderr.trim()}`);
    }
}
async function labelledImages(run, builder) {
    const args = ['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${RUN_LABEL}`];
    const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...args]);
    if (code !== 0)
        throw new lib_errors/* GateError */.ue('environment', `docker image ls failed: ${stderr.trim()}`);
    return [...new Set(stdout.split('\n').filter((id) => id !== ''))];
}
/** The run that each image belongs to; '' for one that is gone by now. */
async function images_runsOf(run, builder, ids) {
    const format = `{{.Id}} {{index .Config.Labels "${RUN_LABEL}"}}`;
    const { stdout } = await run('docker', [...builder.dockerArgs, 'image', 'inspect', '--format', format, ...ids]);
    const runs = new Map(stdout.split('\n').map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
    return ids.map((id) => runs.get(id) ?? '');
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/scratch.js




const PREFIX = 'size-gate-';
const OWNER = 'owner';
/** Milliseconds; GitHub ends a job after six hours, self-hosted runners after five days. */
const LONGEST_RUN = 5 * 24 * 3600 * 1000;
/** Makes a scratch directory in `parent` and notes in it which process it belongs to. `now`: milliseconds since 1970. */
async function openScratch(parent, now) {
    const directory = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_.join)(parent, `${PREFIX}${now}-${await scratch_placeOf(parent)}-`));
    await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(directory, OWNER), await processIdentity(process.pid));
    return { directory, id: (0,external_node_path_.basename)(directory), remove: () => removeDirectory(directory) };
}
/** The runs whose scratch directories are still in `parent` although their process is gone: it was killed. */
async function abandonedRuns(parent) {
    const names = (await (0,promises_namespaceObject.readdir)(parent)).filter((name) => name.startsWith(PREFIX));
    const abandoned = await Promise.all(names.map((name) => isAbandoned((0,external_node_path_.join)(parent, name))));
    return names.filter((_, index) => abandoned[index]);
}
/**
 * Tells of a run's id whether that run was one of those with scratch directories in `parent` and its directory is gone.
 * What a killed run started may end, and leave something, only after another run has cleared up.
 */
async function goneFrom(parent) {
    const there = new Set(await (0,promises_namespaceObject.readdir)(parent));
    const own = new RegExp(`^${PREFIX}\\d+-${await scratch_placeOf(parent)}-`);
    return (id) => own.test(id) && !there.has(id);
}
/** The same for runs of one machine that have their scratch directories in one place. */
async function scratch_placeOf(parent) {
    const place = [(0,external_node_os_namespaceObject.hostname)(), await pidNamespace(), parent].join('\n');
    return (0,external_node_crypto_.createHash)('sha256').update(place).digest('hex').slice(0, 12);
}
/** Whether the run with this id began longer ago than any run may last. `now`: milliseconds since 1970. */
function isLongAgo(id, now) {
    const start = Number(/^size-gate-(\d+)-/.exec(id)?.[1] ?? Number.NaN);
    return now - start > LONGEST_RUN;
}
/** Takes an abandoned run's scratch directory away. */
async function removeScratch(parent, id) {
    await removeDirectory((0,external_node_path_.join)(parent, id));
}
async function removeDirectory(directory) {
    // A checkout may hold directories that even their owner may not write to.
    await (0,promises_namespaceObject.rm)(directory, { recursive: true, force: true, maxRetries: 3 });
}
async function isAbandoned(directory) {
    let owner;
    try {
        owner = await (0,promises_namespaceObject.readFile)((0,external_node_path_.join)(directory, OWNER), 'utf8');
    }
    catch {
        // Just being made, not ours to read, or no scratch directory at all.
        return false;
    }
    const [pid, , namespace] = owner.split(' ');
    if (pid === undefined || namespace !== (await pidNamespace()))
        return false;
    return (await processIdentity(Number(pid))) !== owner;
}
/** `PID START NAMESPACE`: process ids come again, but not with the same start (clock ticks since boot; Linux only). */
async function processIdentity(pid) {
    const namespace = await pidNamespace();
    try {
        const stat = await (0,promises_namespaceObject.readFile)(`/proc/${pid}/stat`, 'utf8');
        // The command's name, in parentheses, may hold blanks; the start is field 22, this counts from after the name.
        return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''} ${namespace}`;
    }
    catch {
        return isAlive(pid) ? `${pid} - ${namespace}` : 'gone';
    }
}
/** Containers may share a temporary directory, but not their process ids. */
async function pidNamespace() {
    try {
        return await (0,promises_namespaceObject.readlink)('/proc/self/ns/pid');
    }
    catch {
        return '-';
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // It lives, but belongs to somebody else.
        return error.code === 'EPERM';
    }
}

;// CONCATENATED MODULE: ./lib/session.js








/** Opens a session on the builder called `name` (null: the current one). Its end also clears away what killed runs left. */
async function openSession(world, name) {
    const scratch = await openScratch(world.temporary, world.now());
    const builder = findBuildx(world.run, world.env).then((buildx) => probeBuilder(world.run, buildx, name));
    // Awaited later; a run that fails before has its own error to tell.
    builder.catch(() => undefined);
    const made = new Set();
    let engine;
    let cleared;
    async function clear() {
        const opened = await engine?.catch(() => undefined);
        try {
            // Who asked for a builder that is not there was told so.
            const found = await builder.catch(() => undefined);
            if (found !== undefined)
                await clearBuilder(found, { world, scratch, made, engine: opened ?? null });
        }
        finally {
            opened?.close();
        }
    }
    function connected() {
        if (engine === undefined) {
            engine = builder.then((found) => connectEngine(found, engineContext(world, scratch)));
            // Awaited when it is first read from.
            engine.catch(() => undefined);
        }
        return engine;
    }
    return {
        scratch,
        builder,
        engine: connected,
        made: (image) => made.add(image),
        finishBuilder() {
            cleared = clear();
            // Told of at the end.
            cleared.catch(() => undefined);
        },
        async close() {
            for (const done of await Promise.allSettled([cleared ?? clear()]))
                tell(world, done);
            for (const done of await Promise.allSettled([scratch.remove()]))
                tell(world, done);
        },
    };
}
function engineContext(world, scratch) {
    return { ...world, scratch: scratch.directory, runId: scratch.id };
}
function tell(world, done) {
    if (done.status === 'rejected' && !world.signal.aborted) {
        world.log.warning(`Not everything could be cleared away: ${(0,lib_errors/* messageOf */.bD)(done.reason)}`);
    }
}
/**
 * Removes this run's images and builds, and what killed runs left: their directories name them, and what they made
 * carries that name. A run on another machine may use the same builder: what it made is let be for as long as a run may
 * last.
 */
async function clearBuilder(builder, { world, scratch, made, engine }) {
    const killed = await abandonedRuns(world.temporary);
    const isGone = await goneFrom(world.temporary);
    const isOver = (id) => id === scratch.id || killed.includes(id) || isGone(id) || isLongAgo(id, world.now());
    await settleAll([
        builder.method.driver === 'docker' ? removeImages(world.runAlways, builder, { made, isOver }) : null,
        engine === null ? null : clearBuildKit(builder, engine, { ownId: scratch.id, isOver }, { world, scratch }),
    ]);
    for (const id of killed)
        await removeScratch(world.temporary, id);
}
async function clearBuildKit(builder, engine, runs, { world, scratch }) {
    if (!world.signal.aborted)
        await engine.dropPulled();
    if (!removesBuildRecords(builder.method))
        return;
    if (!world.signal.aborted) {
        await engine.removeBuildRecords(runs);
        return;
    }
    // The run was told to stop, and its connection is gone.
    const own = connectEngine(builder, { ...engineContext(world, scratch), run: world.runAlways, signal: null });
    try {
        await own.removeBuildRecords(runs);
    }
    finally {
        own.close();
    }
}

;// CONCATENATED MODULE: ./lib/compose.js

















/** Reads what the inputs ask of the tree that `world.cwd` is in, and checks it against the Dockerfiles; builds nothing. */
async function check(question, world) {
    return discreetly(world, question.mask, (discreet) => checkIn(question, discreet));
}
async function checkIn(question, world) {
    const repository = await openRepository(world.run, world.cwd);
    const request = await requestOf(question, repository, world);
    const head = await readSource('head', repository.root, request.images, 'linux/amd64');
    checkLimitTargets(head);
    if (head.failures.length > 0)
        throw new lib_errors/* GateError */.ue('usage', head.failures.map(({ message }) => message).join('\n'));
    return head;
}
/** Runs the gate from beginning to end. What it made on the way is gone when it returns or throws. */
async function runGate(question, world) {
    return discreetly(world, question.mask, (discreet) => runIn(question, discreet));
}
async function runIn(question, world) {
    const start = world.now();
    const repository = await openRepository(world.run, world.cwd);
    // Asked while other things go on; a run that fails before has its own error to tell.
    const head = readHead(repository);
    head.catch(() => undefined);
    let session;
    const opened = () => {
        if (session === undefined)
            throw new Error('the session is not open yet');
        return session;
    };
    const steps = {
        async request() {
            const request = await requestOf(question, repository, world);
            session = await openSession(world, request.builder);
            return request;
        },
        async baseline(request) {
            return redactedBaseline(await baselineOf(question, request, { repository, head: await head }, opened(), world), world.secrets);
        },
        plan: (request, baseline) => plan({ inputs: question.inputs, options: readOptions(question, repository, world) }, request, baseline, repository, opened(), world),
        build: (planned) => build(planned, repository, opened(), world),
        async measure(made, planned, request) {
            const { scratch, builder, engine } = opened();
            const takeUp = takeUpFrom(planned.plan, { run: world.run, builder: await builder, scratch: scratch.directory });
            const memory = await openLayerMemory(world.cacheDirectory, (line) => world.log.info(line));
            // What an image wastes is judged whether or not it changed.
            const lookInto = judgesWaste(request.images) ? 'all' : 'changed';
            const measured = await measure(made, planned.plan, await engine(), memory, takeUp, lookInto);
            opened().finishBuilder();
            return redactedMeasured(measured, world.secrets);
        },
        acceptance: question.acceptance,
        publish: question.publish,
        head: () => head,
        repositoryUrl: question.repositoryUrl,
        secrets: world.secrets,
        elapsed: () => world.now() - start,
    };
    try {
        return await gate(steps);
    }
    finally {
        await session?.close();
    }
}
function readOptions({ repositoryName }, repository, world) {
    return {
        from: (0,external_node_path_.relative)(repository.root, world.cwd).split(external_node_path_.sep).join('/') || '.',
        env: world.env,
        repositoryName: (0,external_node_path_.basename)(repositoryName ?? repository.root),
    };
}
async function requestOf(question, repository, world) {
    const request = await readRequest(question.inputs, {
        ...readOptions(question, repository, world),
        root: repository.root,
        listDockerfiles: () => listDockerfiles(repository),
    });
    await world.keepSecret(request.images);
    for (const notice of request.notices)
        world.log.info(notice);
    return request;
}
async function baselineOf({ event, against = null }, request, { repository, head }, session, world) {
    if (against !== null) {
        const reason = `the target \`${against.base}\` of the same Dockerfile`;
        return { source: 'target', sha: null, against, reason };
    }
    const question = {
        ...request,
        mode: request.baseline,
        head,
        event,
        needsGitMetadata: async (root) => (await seesGit(repository.root, request.images)) || seesGit(root, request.images),
        scratch: session.scratch.directory,
    };
    const onLine = (line) => world.log.info(line);
    const find = () => findBaseline(repository, question, { run: world.run, onLine });
    return request.prepare === null ? find() : world.log.group('Prepare the base', find);
}

;// CONCATENATED MODULE: ./lib/github/json.js
/** What `value` holds under `path`, step by step; undefined where a step is missing. Never throws. */
function json_at(value, ...path) {
    return path.reduce((inner, name) => typeof inner === 'object' && inner !== null ? inner[name] : undefined, value);
}
/** A string that is not empty, else null. */
function json_text(value) {
    return typeof value === 'string' && value !== '' ? value : null;
}
/** A whole number that JSON carried exactly, else null. */
function integer(value) {
    return Number.isSafeInteger(value) ? value : null;
}
/** The elements of an array; none for anything else. */
function json_list(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./lib/github/trouble.js

/** The pause that GitHub's documentation asks for where a rate limit comes without one. */
const UNSAID_WAIT_SECONDS = 60;
/**
 * What an error thrown by an Octokit request means; null when it is not about the request and has to be thrown on.
 * Octokit gives a lost connection the status 500 too, but no response.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 * @see https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function troubleOf(thrown, now) {
    const name = json_at(thrown, 'name');
    const said = rootMessage(thrown);
    if (name === 'AbortError' || name === 'TimeoutError')
        return lost(said);
    if (name !== 'HttpError')
        return null;
    const response = json_at(thrown, 'response');
    const status = json_at(response, 'status');
    if (typeof status !== 'number')
        return lost(said);
    const headers = json_at(response, 'headers');
    const message = messageIn(json_at(response, 'data')) ?? `HTTP ${status}`;
    const kind = kindOf(status, message, headers);
    return { kind, status, message, waitSeconds: waitOf(kind, headers, now) };
}
/** The trouble of an answer that never came, or that broke off. */
function lost(message) {
    return { kind: 'network', status: null, message: trouble_oneLine(message), waitSeconds: null };
}
function kindOf(status, message, headers) {
    const exhausted = json_text(json_at(headers, 'x-ratelimit-remaining')) === '0' || json_text(json_at(headers, 'retry-after')) !== null;
    if (status === 429)
        return 'rate-limited';
    if (status === 403 && (exhausted || /rate limit/i.test(message)))
        return 'rate-limited';
    if (status === 403)
        return /\blocked\b/i.test(message) ? 'locked' : 'forbidden';
    if (status === 401)
        return 'unauthenticated';
    if (status === 404)
        return 'not-found';
    if (status === 410)
        return 'gone';
    // 501 is no mishap: asking again would change nothing.
    return status >= 500 && status !== 501 ? 'server' : 'invalid';
}
function waitOf(kind, headers, now) {
    const after = json_text(json_at(headers, 'retry-after'));
    if (after !== null && /^\d+$/.test(after))
        return Number(after);
    if (kind !== 'rate-limited')
        return null;
    const reset = json_text(json_at(headers, 'x-ratelimit-reset'));
    if (json_text(json_at(headers, 'x-ratelimit-remaining')) === '0' && reset !== null && /^\d+$/.test(reset)) {
        return Math.max(1, Math.ceil(Number(reset) - now / 1000));
    }
    return UNSAID_WAIT_SECONDS;
}
/** `message` of GitHub's error body, with the words of its `errors`. A body that is not GitHub's (a proxy's page) says nothing. */
function messageIn(data) {
    const message = json_text(json_at(data, 'message'));
    if (message === null)
        return null;
    const details = json_list(json_at(data, 'errors')).flatMap((error) => json_text(json_at(error, 'message')) ?? []);
    return trouble_oneLine([message, ...details].join(': '));
}
/** What the innermost cause says: `connect ECONNREFUSED …` and not `fetch failed`. Some causes have a code and no words. */
function rootMessage(thrown) {
    const cause = json_at(thrown, 'cause');
    if (typeof cause === 'object' && cause !== null)
        return rootMessage(cause);
    return json_text(json_at(thrown, 'message')) ?? json_text(json_at(thrown, 'code')) ?? 'no answer';
}
function trouble_oneLine(message) {
    return message.replace(/\s+/g, ' ').trim().slice(0, 300);
}

;// CONCATENATED MODULE: ./lib/github/connection.js

const TRIES = 3;
const MAX_WAIT_MILLISECONDS = 60_000;
const TIMEOUT_MILLISECONDS = 15_000;
const PAGE_SIZE = 100;
/**
 * Connects at the first request: a run that says nothing to GitHub does not load Octokit.
 * A request is tried up to three times, and all pauses of a connection together stay within a minute.
 */
function connection_openConnection(connection) {
    const { timeoutMilliseconds = TIMEOUT_MILLISECONDS } = connection;
    let octokit = null;
    let waited = 0;
    async function once(send) {
        octokit ??= connect(connection);
        const connected = await octokit;
        try {
            return { ok: true, value: await send(connected, { signal: AbortSignal.timeout(timeoutMilliseconds) }) };
        }
        catch (error) {
            const trouble = troubleOf(error, connection.now());
            if (trouble === null)
                throw error;
            return { ok: false, trouble };
        }
    }
    async function ask(send, read, landed) {
        for (let attempt = 1;; attempt++) {
            const answer = checked(await once(send), read);
            if (answer.ok)
                return answer;
            const pause = attempt < TRIES ? pauseAfter(answer.trouble, attempt) : null;
            if (pause === null)
                return answer;
            if (waited + pause > MAX_WAIT_MILLISECONDS)
                return { ok: false, trouble: tooLong(answer.trouble, pause) };
            waited += pause;
            await connection.sleep(pause);
            if (landed === undefined || answer.trouble.kind === 'rate-limited')
                continue;
            const earlier = await landed();
            if (!earlier.ok)
                return earlier;
            if (earlier.value !== null)
                return { ok: true, value: earlier.value };
        }
    }
    async function all(send, read) {
        const elements = [];
        for (let page = 1;; page++) {
            const answer = await ask((connected, request) => send(connected, { page, per_page: PAGE_SIZE }, request), pageOf);
            if (!answer.ok)
                return answer;
            elements.push(...answer.value.elements.flatMap(read));
            if (!answer.value.more)
                return { ok: true, value: elements };
        }
    }
    return { ask, all };
}
/** Brings the runner's proxy settings and, unlike the main entry of `@actions/github`, reads no event on import. */
async function connect({ token, apiUrl }) {
    const { GitHub, getOctokitOptions } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(845)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1845));
    return new GitHub(getOctokitOptions(token, { baseUrl: apiUrl, userAgent: 'size-gate' }));
}
/** A success whose body broke off, or is a proxy's page, is no success. */
function checked(answer, read) {
    if (!answer.ok)
        return answer;
    const value = read(answer.value);
    return value === null ? { ok: false, trouble: lost('the answer is not what GitHub sends') } : { ok: true, value };
}
function pageOf({ data, headers }) {
    if (!Array.isArray(data))
        return null;
    return { elements: data, more: (headers.link ?? '').includes('rel="next"') };
}
function pauseAfter(trouble, attempt) {
    if (trouble.waitSeconds !== null)
        return trouble.waitSeconds * 1000;
    return trouble.kind === 'server' || trouble.kind === 'network' ? 1000 * 2 ** (attempt - 1) : null;
}
function tooLong(trouble, pause) {
    return {
        ...trouble,
        message: `${trouble.message} (GitHub asks to wait ${Math.ceil(pause / 1000)} s, longer than this run waits)`,
    };
}

;// CONCATENATED MODULE: ./lib/github/client.js


/** A client that connects at its first request; see `openConnection` for retries. */
function connectGithub(connection) {
    const { repository } = connection;
    const { ask, all } = connection_openConnection(connection);
    return {
        async identity() {
            const answer = await ask((connected, request) => connected.request('GET /user', { request }), ({ data }) => integer(json_at(data, 'id')));
            if (answer.ok)
                return { ok: true, value: { kind: 'user', id: answer.value } };
            return answer.trouble.kind === 'forbidden' ? { ok: true, value: { kind: 'app' } } : answer;
        },
        comments: (issue) => all((connected, position, request) => connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
        }), (element) => commentOf(element) ?? []),
        createComment: (issue, body, landed) => ask((connected, request) => connected.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: issue,
            body,
            request,
        }), ({ data }) => commentOf(data), landed),
        updateComment: (id, body) => ask((connected, request) => connected.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...repository,
            comment_id: id,
            body,
            request,
        }), ({ data }) => commentOf(data)),
        labels: (issue) => all((connected, position, request) => connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
        }), (element) => json_text(json_at(element, 'name')) ?? []),
        labelings: (issue) => all((connected, position, request) => connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
        }), labelingOf),
    };
}
function commentOf(data) {
    const id = integer(json_at(data, 'id'));
    const url = json_text(json_at(data, 'html_url'));
    return id === null || url === null
        ? null
        : { id, url, body: json_text(json_at(data, 'body')) ?? '', author: accountOf(json_at(data, 'user')) };
}
function accountOf(data) {
    const id = integer(json_at(data, 'id'));
    const login = json_text(json_at(data, 'login'));
    return id === null || login === null ? null : { id, login, type: json_text(json_at(data, 'type')) ?? 'User' };
}
function labelingOf(data) {
    const label = json_text(json_at(data, 'label', 'name'));
    if (label === null || json_at(data, 'event') !== 'labeled')
        return [];
    return [{ label, by: json_text(json_at(data, 'actor', 'login')), at: json_text(json_at(data, 'created_at')) }];
}

;// CONCATENATED MODULE: ./lib/github/event.js


/**
 * The events whose payload has a `pull_request`. For `pull_request_target` the facts are the same, but the token can write
 * and secrets are there: nothing that a fork wrote may be built in such a run.
 */
const PULL_REQUEST_EVENTS = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
];
/** What `before` holds when a push made the branch. */
const NO_COMMIT = /^0+$/;
/**
 * Reads the run's event from `env` and from the event file, which `read` gives as text.
 * Outside a workflow (no GITHUB_EVENT_NAME) the facts are `other` and nothing is read.
 *
 * @throws GateError (`environment`) when the event file is not named, can't be read, is no JSON or lacks what its event has.
 * @see https://docs.github.com/actions/reference/variables-reference and https://docs.github.com/webhooks/webhook-events-and-payloads
 */
async function readEvent(env, read) {
    const name = json_text(env['GITHUB_EVENT_NAME']);
    const payload = name === null ? null : await readPayload(name, env, read);
    const pullRequest = name !== null && PULL_REQUEST_EVENTS.includes(name) ? pullRequestOf(name, payload) : null;
    const serverUrl = url(env['GITHUB_SERVER_URL'], 'https://github.com');
    const slug = json_text(env['GITHUB_REPOSITORY']);
    const run = json_text(env['GITHUB_RUN_ID']);
    return {
        name,
        facts: factsOf(name, payload, pullRequest, env),
        repository: slug === null ? null : repositoryOf(slug),
        pullRequest,
        serverUrl,
        apiUrl: url(env['GITHUB_API_URL'], 'https://api.github.com'),
        workflow: json_text(env['GITHUB_WORKFLOW']),
        job: json_text(env['GITHUB_JOB']),
        ref: json_text(env['GITHUB_REF']),
        sha: json_text(env['GITHUB_SHA']),
        actor: json_text(env['GITHUB_ACTOR']),
        runUrl: slug === null || run === null ? null : `${serverUrl}/${slug}/actions/runs/${run}`,
    };
}
/** True inside a GitHub Actions runner (or act). */
function isActions(env) {
    return env['GITHUB_ACTIONS'] === 'true';
}
/**
 * Why GitHub makes the token of this event read-only, whatever the repository's default is; null where it does not.
 *
 * @see https://docs.github.com/actions/concepts/security/github_token and "Dependabot on GitHub Actions"
 */
function readOnlyCause(event) {
    if (event.pullRequest?.isFork === true && event.name !== 'pull_request_target')
        return 'fork';
    return event.actor === 'dependabot[bot]' ? 'dependabot' : null;
}
async function readPayload(name, env, read) {
    const path = json_text(env['GITHUB_EVENT_PATH']);
    const hint = 'GitHub writes this file for every run; leave GITHUB_EVENT_PATH as the runner sets it, or unset GITHUB_EVENT_NAME to run outside a workflow';
    if (path === null) {
        throw new lib_errors/* GateError */.ue('environment', `GITHUB_EVENT_NAME is "${name}", but GITHUB_EVENT_PATH names no event file`, hint);
    }
    let content;
    try {
        content = await read(path);
    }
    catch (error) {
        throw new lib_errors/* GateError */.ue('environment', `the event file "${path}" can't be read: ${(0,lib_errors/* messageOf */.bD)(error)}`, hint, error);
    }
    try {
        return JSON.parse(content);
    }
    catch (error) {
        throw new lib_errors/* GateError */.ue('environment', `the event file "${path}" is not JSON: ${(0,lib_errors/* messageOf */.bD)(error)}`, hint, error);
    }
}
function pullRequestOf(name, payload) {
    const pull = json_at(payload, 'pull_request');
    const headRepository = json_text(json_at(pull, 'head', 'repo', 'full_name'));
    return {
        number: required(name, 'pull_request.number', integer(json_at(pull, 'number'))),
        headSha: required(name, 'pull_request.head.sha', json_text(json_at(pull, 'head', 'sha'))),
        headRef: json_text(json_at(pull, 'head', 'ref')),
        baseRef: required(name, 'pull_request.base.ref', json_text(json_at(pull, 'base', 'ref'))),
        labels: json_list(json_at(pull, 'labels')).flatMap((label) => json_text(json_at(label, 'name')) ?? []),
        author: json_text(json_at(pull, 'user', 'login')),
        isFork: headRepository?.toLowerCase() !== json_text(json_at(pull, 'base', 'repo', 'full_name'))?.toLowerCase(),
    };
}
function factsOf(name, payload, pull, env) {
    if (name !== null && pull !== null) {
        return {
            kind: 'pull_request',
            number: pull.number,
            headSha: pull.headSha,
            baseBranch: pull.baseRef,
            baseUrl: json_text(json_at(payload, 'pull_request', 'base', 'repo', 'clone_url')),
            mergeSha: mergeShaOf(name, pull.number, payload, env),
        };
    }
    if (name === 'merge_group') {
        const baseSha = required(name, 'merge_group.base_sha', json_text(json_at(payload, 'merge_group', 'base_sha')));
        return { kind: 'merge_group', baseSha };
    }
    if (name === 'push') {
        const before = json_text(json_at(payload, 'before'));
        return { kind: 'push', before: before === null || NO_COMMIT.test(before) ? null : before };
    }
    return { kind: 'other', defaultBranch: json_text(json_at(payload, 'repository', 'default_branch')) };
}
/**
 * The commit at the pull request's merge ref. GITHUB_SHA is that commit where GITHUB_REF is that ref; the payload's
 * `merge_commit_sha` may be one push behind, so it is only the second choice, for events that run on the base branch.
 */
function mergeShaOf(name, number, payload, env) {
    if (env['GITHUB_REF'] === `refs/pull/${number}/merge`)
        return json_text(env['GITHUB_SHA']);
    return name === 'pull_request_target' ? json_text(json_at(payload, 'pull_request', 'merge_commit_sha')) : null;
}
function repositoryOf(slug) {
    const [owner, repo, ...rest] = slug.split('/');
    if (!owner || !repo || rest.length > 0) {
        throw new lib_errors/* GateError */.ue('environment', `GITHUB_REPOSITORY is "${slug}", expected "owner/name"`, 'leave it as the runner sets it');
    }
    return { owner, repo };
}
function required(name, field, value) {
    if (value !== null)
        return value;
    const hint = `check that the workflow runs on a real ${name} event; act takes an event file with --eventpath`;
    throw new lib_errors/* GateError */.ue('environment', `the event file of "${name}" has no ${field}`, hint);
}
function url(value, otherwise) {
    return (json_text(value) ?? otherwise).replace(/\/+$/, '');
}

;// CONCATENATED MODULE: ./lib/github/workflow-command.js
/** Invisible, and enough to make a command plain text. */
const BREAK = '\u200b';
/**
 * `text` with nothing in it that a runner takes for a workflow command: neither `::name::` at the start of a line nor
 * `##[name]` anywhere in one. For everything written to stdout or stderr of a step that may quote a build, a file name or
 * any other words of a change. A lone carriage return ends a line for the runner too.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 * @see actions/runner src/Runner.Common/ActionCommand.cs (`TryParse`, `TryParseV2`)
 */
function inert(text) {
    return text.replace(/(^|[\r\n])([\s\u0085]*):(?=:)/g, `$1$2:${BREAK}`).replaceAll('##[', `#${BREAK}#[`);
}

;// CONCATENATED MODULE: ./lib/github/host.js

/** The host of this process; loads `@actions/core`. */
async function loadActionHost(env) {
    return actionHost(await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(421)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6421)), env);
}
function actionHost(core, env) {
    return {
        info: (line) => core.info(inert(line)),
        warning: (message) => core.warning(message),
        annotate(level, message, title, place) {
            core[level](message, {
                ...(title === null ? {} : { title }),
                ...(place === null ? {} : { file: place.file }),
                ...(place?.line == null ? {} : { startLine: place.line }),
                ...(place?.endLine == null ? {} : { endLine: place.endLine }),
            });
        },
        output(name, value) {
            // Without the file core falls back to a command that runners no longer know.
            if (!env['GITHUB_OUTPUT'])
                throw new Error('GITHUB_OUTPUT is not set');
            core.setOutput(name, value);
        },
        async summary(markdown) {
            await core.summary.emptyBuffer().addRaw(markdown, true).write();
        },
        fail: (message) => core.setFailed(message),
        mask(secret) {
            for (const line of secret.split(/\r?\n/))
                if (line.trim() !== '')
                    core.setSecret(line);
        },
        async group(title, work) {
            core.startGroup(title);
            try {
                return await work();
            }
            finally {
                core.endGroup();
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/github/outputs.js

/** Sets every output. Where the runner takes none (a step outside Actions), one log line says so. */
function writeOutputs(outputs, host) {
    try {
        for (const [name, value] of Object.entries({ ...outputs }))
            host.output(name, printed(value));
    }
    catch (error) {
        host.info(`no outputs: ${(0,lib_errors/* messageOf */.bD)(error)}`);
    }
}
function printed(value) {
    if (value === null)
        return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./lib/github/override.js
/**
 * The override on a pull request, asked for at judging time: the event may be older than the label. Where GitHub can't be
 * asked, the event's labels count. Null when the label is not there. Names of labels have no case on GitHub.
 * Never throws for what GitHub, the network or the token does.
 */
async function findOverride(label, pullRequest, client) {
    const wanted = label.toLowerCase();
    const fresh = await client?.labels(pullRequest.number);
    const labels = fresh?.ok === true ? fresh.value : pullRequest.labels;
    const present = labels.find((name) => name.toLowerCase() === wanted);
    if (present === undefined)
        return null;
    const labelings = fresh?.ok === true ? await client?.labelings(pullRequest.number) : undefined;
    const last = labelings?.ok === true ? labelings.value.findLast((each) => each.label.toLowerCase() === wanted) : undefined;
    return { label: present, by: last?.by ?? null, at: last?.at ?? null };
}

;// CONCATENATED MODULE: ./lib/report/links.js

/** `line 14`, linked to the Dockerfile at the head where the repository is known; `title` shows on the link. */
function lineLink(report, dockerfile, line, title) {
    return phrase_link([`line ${line}`], blobUrl(report, dockerfile, line), title);
}
/**
 * `words`, linked to Docker's documentation where `url` is a page of it; whoever wrote the Dockerfile may have chosen
 * the frontend that named it, so that no other is linked.
 */
function docsLink(words, url) {
    const isDocs = url !== null && /^https:\/\/docs\.docker\.com\/[\w./#-]*$/.test(url);
    return phrase_link(words, isDocs ? url : null, 'what Docker says of it');
}
function blobUrl(report, dockerfile, line) {
    const { repositoryUrl, head } = report;
    if (repositoryUrl === null || head.sha === null || !isPlainUrl(repositoryUrl) || !/^[0-9a-f]+$/.test(head.sha))
        return null;
    const segments = dockerfile.split('/');
    // A Dockerfile outside the repository, or with steps that a browser would take, has no page there.
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
        return null;
    return `${repositoryUrl}/blob/${head.sha}/${segments.map((segment) => encoded(segment)).join('/')}#L${line}`;
}
function isPlainUrl(url) {
    return /^https?:\/\/[\w.:-]+\/[\w./-]+$/.test(url);
}
/** Percent-encoded, also what encodeURIComponent leaves and markdown reads. */
function encoded(segment) {
    return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(/[!'()*_~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./lib/report/rows.js

/** All targets in the order they are shown: failed, over budget, warned, changed, drifted only; each by absolute change. */
function groupsOf(report) {
    const labels = labelsOf(report.images);
    const groups = new Map();
    for (const row of report.images) {
        // Where `build` became the last stage, the one that was on the way is gone: two rows of one name.
        const id = JSON.stringify([row.image, row.target, row.shipped]);
        const rows = groups.get(id);
        if (rows === undefined)
            groups.set(id, [row]);
        else
            rows.push(row);
    }
    const unordered = [...groups.values()].map((rows) => groupOf(rows, labels, report.against));
    return unordered.sort((one, other) => byWeight(weightOf(one.rows), weightOf(other.rows)));
}
function groupOf(rows, labels, against) {
    const [first] = rows;
    if (first === undefined)
        throw new TypeError('a group without rows');
    const alone = first.shipped && (labels.get(first.image)?.size ?? 0) < 2;
    const own = alone ? first.image : `${first.image}/${first.target}`;
    return {
        label: against === null ? own : `${first.image}: ${first.target} against ${against.target}`,
        subject: against === null ? own : first.target,
        rows: [...rows].sort((one, other) => byWeight(weightOf([one]), weightOf([other]))),
        shipped: first.shipped,
    };
}
/** The shipped targets of each image. */
function labelsOf(rows) {
    const targets = new Map();
    for (const row of rows) {
        if (!row.shipped)
            continue;
        const known = targets.get(row.image);
        if (known === undefined)
            targets.set(row.image, new Set([row.target]));
        else
            known.add(row.target);
    }
    return targets;
}
function weightOf(rows) {
    return [Math.min(...rows.map(rankOf)), Math.max(...rows.map((row) => Math.abs(movedBytes(row) ?? 0)))];
}
function byWeight(one, other) {
    return one[0] - other[0] || other[1] - one[1];
}
function rankOf(row) {
    if (row.status === 'failed')
        return 0;
    if (judged(row, 'breach').length > 0)
        return 1;
    if (judged(row, 'warn').length > 0)
        return 2;
    return isOnlyDrift(row) ? 4 : 3;
}
/** The row's limits that came out as `status`. */
function judged(row, status) {
    return row.limits.filter((limit) => limit.status === status);
}
/** By how much the row moves the sum of all images: a new one by its size, one that is gone by what it was; null: unknown. */
function movedBytes(row) {
    if (row.status === 'added')
        return row.size.head;
    if (row.status === 'removed')
        return row.size.base === null ? null : -row.size.base;
    return row.size.change;
}
/** {@link movedBytes} without drift. */
function ownBytes(row) {
    return row.status === 'added' || row.status === 'removed' ? movedBytes(row) : ownDelta(row, 'size').change;
}
/** Whether a reader misses nothing when the group is folded away. */
function isQuiet(group) {
    return group.rows.every((row) => row.status === 'unchanged' && isUntouched(row) && judged(row, 'breach').length + judged(row, 'warn').length === 0);
}
/** The group's rows that differ: one of each where platforms came out alike, so that equal ones are one line. */
function distinctRows(group) {
    const seen = new Map();
    for (const row of group.rows) {
        const face = JSON.stringify([
            row.status,
            row.size,
            row.download,
            row.layers,
            row.stages,
            row.drift,
            row.limits,
            row.failures.length,
        ]);
        if (!seen.has(face))
            seen.set(face, row);
    }
    return seen.size === 1 ? group.rows.slice(0, 1) : group.rows;
}

;// CONCATENATED MODULE: ./lib/report/state.js


/** The state that the headline tells; worse ones win. */
function stateOf(report) {
    const { images } = report;
    if (images.some((row) => row.status === 'failed'))
        return 'failed';
    if (report.verdict === 'breach')
        return 'breach';
    if (report.verdict === 'overridden')
        return 'accepted';
    if (images.some((row) => judged(row, 'warn').length + judged(row, 'breach').length > 0))
        return 'warned';
    if (report.verdict === 'warn' || lacksBase(report))
        return 'unjudged';
    if (images.length === 0)
        return 'empty';
    if (report.base.source === 'none')
        return 'first';
    const shipped = images.filter((row) => row.shipped);
    if (!shipped.every((row) => isUntouched(row)))
        return 'changed';
    return shipped.some((row) => isOnlyDrift(row)) ? 'moved' : 'unchanged';
}
/** Whether there should be a base, and all or a part of it could not be measured. */
function lacksBase(report) {
    if (report.base.source === 'none')
        return report.base.expected;
    return report.images.some((row) => row.status === 'changed' && row.size.base === null);
}

;// CONCATENATED MODULE: ./lib/report/failures.js




/** The sentence on the failure that the headline is about; null where it is about something else. */
function failureLead(report) {
    const told = toldFailure(report);
    return told === null ? null : failures_wordsOf(report, told);
}
function toldFailure(report) {
    const state = stateOf(report);
    if (state !== 'failed' && (state !== 'unjudged' || !lacksBase(report)))
        return null;
    const side = state === 'failed' ? 'head' : 'base';
    const failures = distinctFailures(report);
    const any = report.against === null ? null : (failures[0] ?? null);
    return failures.find((failure) => failure.side === side) ?? any;
}
/**
 * What did not build, each step once however many targets it took down, with the end of its log and the way out. Of the
 * failure that the headline tells only the log.
 */
function failureBlocks(report, detail) {
    const told = toldFailure(report);
    const failures = distinctFailures(report);
    const ordered = told === null ? failures : [told, ...failures.filter((failure) => failure !== told)];
    const hidden = ordered.length - detail.failures;
    const blocks = ordered.slice(0, detail.failures).flatMap((failure) => {
        const words = failure === told ? [] : [{ kind: 'words', words: failures_wordsOf(report, failure) }];
        const lines = detail.logLines === 0 ? [] : failure.log.slice(-detail.logLines);
        return [...words, ...(lines.length === 0 ? [] : [{ kind: 'log', lines }])];
    });
    return hidden > 0 && detail.failures > 0
        ? [...blocks, { kind: 'words', words: [`and ${hidden} more failures`] }]
        : blocks;
}
/** The head's failures before the base's; one for each step, which two targets that are compared may share. */
function distinctFailures(report) {
    const sideOf = (side) => (report.against === null ? side : '');
    const seen = new Map();
    for (const failure of report.images.flatMap((row) => row.failures)) {
        const { side, dockerfile, line, instruction, message } = failure;
        const id = JSON.stringify([sideOf(side), dockerfile, line, instruction, message]);
        if (!seen.has(id))
            seen.set(id, failure);
    }
    const all = [...seen.values()];
    return [...all.filter(({ side }) => side === 'head'), ...all.filter(({ side }) => side === 'base')];
}
/** `At the base, line 9 of Dockerfile failed, RUN npm ci: exit code: 1.` */
function failures_wordsOf(report, failure) {
    const { side, target, dockerfile, line, instruction, message, hint } = failure;
    const where = line === null
        ? []
        : [
            ...(side === 'head' || report.against !== null
                ? lineLink(report, dockerfile, line, 'the step that failed')
                : [`line ${line}`]),
            ' of ',
        ];
    return [
        ...(report.against !== null && target !== NO_TARGET
            ? [phrase_name(target), ' fails at ']
            : [side === 'base' ? 'The base fails at ' : 'It fails at ']),
        ...where,
        code(dockerfile),
        ...(instruction === null ? [] : [', ', code(instruction)]),
        ': ',
        prose(message),
        ...(hint === null ? [] : [/[.!?]$/.test(message) ? ' ' : '. ', prose(hint)]),
    ];
}

;// CONCATENATED MODULE: ./lib/report/figures.js

/** What stands where a number is not known. */
const figures_UNKNOWN = '–';
/** A size for a reader, `~` before an estimate, {@link UNKNOWN} for null. */
function sizeOf(bytes, exact = true) {
    return bytes === null ? figures_UNKNOWN : `${exact ? '' : '~'}${formatBytes(bytes)}`;
}
/** `+18.4 MB`, and with what share of the base that is: `+18.4 MB (+12.3 %)`. */
function figures_changeOf(delta) {
    if (delta.change === null)
        return { bytes: figures_UNKNOWN, percent: '' };
    const percent = delta.base === null || delta.change === 0 ? null : formatPercent(delta.change, delta.base);
    return {
        bytes: `${delta.exact ? '' : '~'}${formatChange(delta.change)}`,
        percent: percent === null ? '' : ` (${percent})`,
    };
}
/** All digits, in groups of three: `+18,400,123 B`. */
function exactBytes(bytes) {
    const digits = String(Math.abs(bytes)).replace(/\B(?=(?:\d{3})+$)/g, ',');
    return `${bytes < 0 ? '−' : ''}${digits} B`;
}
/** `1 image`, `3 images`. */
function count(number, noun, plural = `${noun}s`) {
    return `${number} ${number === 1 ? noun : plural}`;
}
/** Milliseconds as `420 ms`, `41 s` or `3 min 5 s`. */
function duration(milliseconds) {
    if (milliseconds < 1000)
        return `${Math.round(milliseconds)} ms`;
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
/** The first seven digits of a commit; null where it is none. */
function shortSha(sha) {
    return sha !== null && /^[0-9a-f]{7,64}$/.test(sha) ? sha.slice(0, 7) : null;
}
/** The smallest size of three digits that is not below `bytes`, as `parseBytes` reads it. */
function roundedUp(bytes) {
    const step = 10 ** Math.max(0, String(bytes).length - 3);
    return formatBytes(Math.ceil(bytes / step) * step);
}

;// CONCATENATED MODULE: ./lib/report/findings-fold.js





/**
 * What this change brought; where there is no base to compare with, all there is. Where waste is over budget all of it is
 * told, whoever brought it. Each once, the worst first.
 */
function toldFindings(report) {
    const placed = report.images.flatMap((row) => (row.findings ?? [])
        .filter((finding) => isTold(report, row, finding))
        .map((finding) => ({ dockerfile: row.dockerfile, finding })));
    const distinct = [...new Map(placed.map((one) => [findings_fold_keyOf(one), one])).values()];
    return distinct.toSorted((one, other) => findings_fold_rankOf(report, other.finding) - findings_fold_rankOf(report, one.finding));
}
/** A secret that anyone can read is worse than any waste. */
function findings_fold_rankOf(report, finding) {
    return finding.rule === 'secret-in-layer' ? Number.MAX_SAFE_INTEGER : findings_fold_weightOf(report, finding);
}
/** What this change brought of a finding; of two targets nothing grew. */
function findings_fold_weightOf({ against }, { bytes, grown }) {
    return against === null ? (grown ?? bytes) : bytes;
}
/** `25 MB`, and of one that grew how much of that is new: `+5.3 MB`, `, of 25 MB in all`. */
function weightWords(report, finding) {
    const whole = formatBytes(finding.bytes);
    const weight = findings_fold_weightOf(report, finding);
    return weight === finding.bytes ? [whole, ''] : [formatChange(weight), `, of ${whole} in all`];
}
/** The same for a finding that the images of one Dockerfile share. */
function findings_fold_keyOf({ dockerfile, finding: { rule, line, advice } }) {
    return JSON.stringify([dockerfile, rule, line, advice]);
}
/** The heaviest of what need not be in the row's image; null where nothing is found. */
function heaviestWaste({ findings }) {
    return findings_fold_heaviest(findings ?? [], ({ bytes }) => bytes);
}
function findings_fold_heaviest(findings, weigh) {
    const most = findings.toSorted((one, other) => weigh(other) - weigh(one))[0];
    return most === undefined || weigh(most) === 0 ? null : most;
}
function isOverWaste(row) {
    return [...judged(row, 'breach'), ...judged(row, 'warn')].some(({ limit }) => limit === 'max-waste');
}
function isTold(report, row, { bytes, inBase }) {
    return isNews(report, inBase) || (bytes > 0 && isOverWaste(row));
}
function isNews(report, inBase) {
    // Of two targets, what both have is no older.
    return report.against !== null || inBase === false || (inBase === null && report.base.source === 'none');
}
const MOST_LINES = 3;
/** Of each image that changed the heaviest of what this change brought and need not be there; of one over budget, of all. */
function wasteLines(report, groups, detail) {
    if (detail.findings === 0)
        return [];
    const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })));
    const worst = rows.flatMap(({ group, row }) => {
        const told = (row.findings ?? []).filter((one) => isTold(report, row, one));
        // A budget is for all of it.
        const finding = findings_fold_heaviest(told, (one) => (isOverWaste(row) ? one.bytes : findings_fold_weightOf(report, one)));
        return finding === null ? [] : [{ group, row, finding }];
    });
    return worst.slice(0, MOST_LINES).map(({ group, row, finding }) => {
        const { rule, line, advice } = finding;
        const [weight, whole] = weightWords(report, finding);
        const where = line === null ? [] : [', ', ...lineLink(report, row.dockerfile, line, rule)];
        const who = rows.length > 1 ? [' in ', phrase_name(group.label)] : [];
        return {
            kind: 'words',
            words: [
                '💡 ',
                strong(weight),
                whole === '' ? '' : `${whole},`,
                ` need not be there`,
                ...who,
                ...where,
                ': ',
                prose(advice),
            ],
        };
    });
}
/** What was found, with its rule, its line and what to write instead. Those that were there before are in the JSON. */
function findingsFold(report, detail) {
    const found = toldFindings(report);
    if (found.length === 0 || detail.findings === 0)
        return [];
    const hidden = found.length - detail.findings;
    const items = found.slice(0, detail.findings).map(({ dockerfile, finding }) => {
        const { rule, line, advice, url } = finding;
        const place = line === null ? [] : [', ', ...lineLink(report, dockerfile, line, rule)];
        const weight = finding.bytes === 0 ? [] : [', ', ...weightWords(report, finding)];
        return [phrase_name(dockerfile), ...place, ': ', ...docsLink([code(rule)], url), ...weight, ': ', prose(advice)];
    });
    const isNew = report.against === null && found.every(({ finding }) => finding.inBase === false);
    return [
        {
            kind: 'fold',
            summary: [count(found.length, isNew ? 'new finding' : 'finding')],
            blocks: [{ kind: 'list', items: hidden > 0 ? [...items, [`and ${hidden} more`]] : items }],
        },
    ];
}

;// CONCATENATED MODULE: ./lib/report/annotations.js






/** UTF-16 units of an instruction's words; the other parts of a split one that are named. */
const annotations_LONGEST = 80;
const annotations_MOST_PARTS = 3;
const RANKS = { error: 0, warning: 1, notice: 2 };
/**
 * What to say on the Dockerfiles' lines, worst first: steps that failed, then for each image over budget the instruction
 * of its own that grew most (or, where none grew, that weighs most) and the line that wastes most, then what this change
 * brought that need not be so.
 */
function annotations(report) {
    const remarks = [
        ...distinctFailures(report).map((failure) => {
            const atHead = failure.side === 'head';
            return {
                level: atHead ? 'error' : 'warning',
                file: failure.dockerfile,
                // The base's lines are not the head's.
                line: atHead ? failure.line : null,
                title: `Size Gate: ${atHead ? 'does not build' : 'the base does not build'}`,
                message: annotations_joined([failure.instruction ?? '', failure.message, failure.hint ?? '']),
            };
        }),
        ...groupsOf(report).flatMap((group) => distinctRows(group).flatMap((row) => overBudget(report, group, row))),
        ...(report.base.source === 'none' ? [] : besideBreaches(report).map((one) => found(report, one))),
    ];
    const distinct = [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()];
    return distinct.sort((one, other) => RANKS[one.level] - RANKS[other.level]);
}
/** What is told of findings where a breach does not name them. */
function besideBreaches(report) {
    const blamed = report.images.flatMap((row) => {
        const finding = brokenLimits(row).some(isWaste) ? heaviestWaste(row) : null;
        return finding === null ? [] : [findings_fold_keyOf({ dockerfile: row.dockerfile, finding })];
    });
    return toldFindings(report).filter((one) => !blamed.includes(findings_fold_keyOf(one)));
}
function found(report, { dockerfile, finding }) {
    const { rule, bytes, line, advice } = finding;
    const weight = bytes === 0 ? '' : `, ${weightWords(report, finding).join('')}`;
    return { level: 'notice', file: dockerfile, line, title: `Size Gate: ${rule}${weight}`, message: visible(advice) };
}
/** The limits that a row broke, those that stop it first. */
function brokenLimits(row) {
    return [...judged(row, 'breach'), ...judged(row, 'warn')];
}
function isWaste({ limit }) {
    return limit === 'max-waste';
}
/** What is over budget, on the line of the instruction that is to blame; waste on the line of what is wasted. */
function overBudget(report, group, row) {
    const broken = brokenLimits(row);
    const [size, waste] = [broken.filter((one) => !isWaste(one)), broken.filter(isWaste)];
    const platform = group.rows.length > 1 ? ` on ${visible(row.platform)}` : '';
    const remark = (limits, line, why) => ({
        level: limits.some(({ status }) => status === 'breach') && report.verdict !== 'overridden' ? 'error' : 'warning',
        file: row.dockerfile,
        line,
        title: `Size Gate: ${visible(cut(group.label, 80))}${platform} is over budget`,
        message: annotations_joined([...limits.map((one) => `${one.limit}: ${one.message}`), ...why]),
    });
    const culprit = culpritOf(report, row);
    const line = culprit === null ? null : heaviestPart(culprit).line;
    const wasted = heaviestWaste(row);
    const advice = wasted === null ? [] : [`${formatBytes(wasted.bytes)}, ${wasted.rule}: ${wasted.advice}`];
    return [
        ...(size.length === 0 ? [] : [remark(size, line, culprit === null ? [] : blame(culprit))]),
        ...(waste.length === 0 ? [] : [remark(waste, wasted?.line ?? null, advice)]),
    ];
}
/** The instruction of its own that made a row grow, else the one that weighs most. */
function culpritOf(report, row) {
    // Nobody has to look at what drifted, unless that was judged.
    const drifted = (one) => report.ignoreDrift && isDrift(row, one);
    return annotations_heaviest(row, (one) => (drifted(one) ? 0 : (one.change ?? 0))) ?? annotations_heaviest(row, (one) => one.head ?? 0);
}
/** The instruction at the head with a line to point at for which `weigh` is the largest, if that is more than 0. */
function annotations_heaviest(row, weigh) {
    return row.instructions
        .filter((one) => one.origin === 'own' && one.line !== null && one.head !== null && weigh(one) > 0)
        .reduce((most, one) => (most === null || weigh(one) > weigh(most) ? one : most), null);
}
/** What grew in so many bytes, of several instructions the heaviest first, and what made the files that it copied. */
function blame(one) {
    const first = heaviestPart(one);
    const others = one.parts.filter((part) => part.head !== null && part !== first);
    const { cause } = one;
    return [
        `${annotations_share(one)}: ${cut(first.text, annotations_LONGEST)}`,
        ...others.slice(0, annotations_MOST_PARTS).map(({ line, text }) => `and ${annotations_placed(line, text)}`),
        ...(others.length > annotations_MOST_PARTS ? [`and ${others.length - annotations_MOST_PARTS} more`] : []),
        ...(cause?.kind === 'instruction' ? [`made by ${annotations_placed(cause.line, cause.text)}`] : []),
    ];
}
function annotations_placed(line, text) {
    return `${line === null ? '' : `line ${line}, `}${cut(text, annotations_LONGEST)}`;
}
/** Of a split instruction the part that weighs most at the head, else the instruction itself. */
function heaviestPart(one) {
    const heads = one.parts.filter((part) => part.head !== null && part.line !== null);
    return heads.toSorted((a, b) => (b.head ?? 0) - (a.head ?? 0))[0] ?? one;
}
function annotations_share(one) {
    return (one.change ?? 0) > 0 ? formatChange(one.change ?? 0) : formatBytes(one.head ?? 0);
}
function annotations_joined(sentences) {
    return sentences
        .filter((sentence) => sentence !== '')
        .map((sentence) => visible(sentence))
        .join('\n');
}

;// CONCATENATED MODULE: ./lib/report/notes.js





/** What a reader should know, each sentence once with all the images that it holds for. */
function noteList(report, groups, detail) {
    const about = new Map();
    for (const group of groups) {
        for (const row of group.rows) {
            const skipped = judged(row, 'skipped').map((one) => `${one.limit} ${one.message}`);
            for (const note of [...row.notes, ...skipped]) {
                about.set(note, (about.get(note) ?? new Set()).add(group.label));
            }
        }
    }
    const moves = driftLines(groups);
    const items = [
        // The headline has said it.
        ...moves
            .slice(stateOf(report) === 'moved' ? MOVES_IN_LEAD : 0)
            .map(({ labels, words }) => [...notes_listed(labels), ': ', ...words]),
        ...report.notes.map((note) => [prose(note)]),
        ...[...about].map(([note, labels]) => [...notes_listed([...labels]), ': ', prose(note)]),
    ];
    if (items.length === 0 || detail.notes === 0)
        return [];
    const hidden = items.length - detail.notes;
    const shown = items.slice(0, detail.notes);
    return [{ kind: 'list', items: hidden > 0 ? [...shown, [`and ${hidden} more`]] : shown }];
}
/** How many moves the headline tells where they are all there is. */
const MOVES_IN_LEAD = 2;
/** What moved, each sentence once with the images that it holds for; intermediate ones are built on the same. */
function driftLines(groups) {
    const lines = new Map();
    for (const group of groups.filter(({ shipped }) => shipped)) {
        for (const row of group.rows) {
            const words = drift_driftWords(row);
            if (words === null)
                continue;
            const line = lines.get(plain(words)) ?? { labels: new Set(), words };
            lines.set(plain(words), { ...line, labels: line.labels.add(group.label) });
        }
    }
    return [...lines.values()].map(({ labels, words }) => ({ labels: [...labels], words }));
}
const notes_NAMED = 4;
function notes_listed(labels) {
    const shown = labels.slice(0, notes_NAMED).flatMap((label) => [', ', phrase_name(label)]);
    const more = labels.length - notes_NAMED;
    return [...shown.slice(1), ...(more > 0 ? [` and ${more} more`] : [])];
}
/** Where no limit is set: two lines that set one at today's size and one on growth. Open on the first run, folded later. */
function limitsToPaste(report, groups, open) {
    const sizes = groups.flatMap((group) => group.rows.flatMap((row) => row.size.head ?? []));
    if (report.limited || sizes.length === 0)
        return [];
    const lines = [`max-size: ${roundedUp(Math.max(...sizes))}`, 'max-increase: 2% and 1 MB'];
    const words = [
        ...(open ? ['No limit is set. '] : []),
        'These two lines keep every image at the size of today’s largest, under ',
        code('with:'),
        ' in the workflow or under ',
        code('defaults:'),
        ' in the config file:',
    ];
    const paste = { kind: 'paste', language: 'yaml', lines };
    if (open)
        return [{ kind: 'words', words }, paste];
    return [{ kind: 'fold', summary: ['No limit is set'], blocks: [{ kind: 'words', words }, paste] }];
}

;// CONCATENATED MODULE: ./lib/report/sentences.js





/** What the group's worst row broke: how much, to what, and what is allowed; null where it broke nothing. */
function breachOf(report, group) {
    for (const row of group.rows) {
        const [first, ...rest] = [...judged(row, 'breach'), ...judged(row, 'warn')].filter((one) => one.actual !== null);
        if (first === undefined)
            continue;
        return [...breachSentence(report, group, row, first), ...rest.flatMap((one) => [' ', ...shortBreach(one)])];
    }
    return null;
}
function breachSentence(report, group, row, judgement) {
    const who = whoOf(group, row);
    const allowed = [' ', prose(judgement.allowed), ' is allowed.'];
    switch (judgement.limit) {
        case 'max-size':
            return [...who, ' is ', strong(apart(row.size.head, row.size.exact, judgement)), '.', ...allowed];
        case 'max-download':
            return [
                'A pull of ',
                ...who,
                ' moves ',
                strong(apart(row.download.head, row.download.exact, judgement)),
                '.',
                ...allowed,
            ];
        case 'max-increase':
            return [...growth(who, ...judgedDelta(report, row, 'size'), judgement), ...allowed];
        case 'max-download-increase':
            return [...growth(['A pull of ', ...who], ...judgedDelta(report, row, 'download'), judgement), ...allowed];
        case 'min-stages':
        case 'max-stages':
        case 'max-layers':
            return [...who, ': ', prose(judgement.message), '.'];
        case 'max-waste':
            return [
                ...who,
                ` is ${sizeOf(row.size.head, row.size.exact)}, and `,
                strong(apart(row.waste, true, judgement)),
                `${shareOf(row, judgement)} of it need not be there.`,
                ...allowed,
            ];
    }
}
/** The part of its size that a row wastes, where the limit asks for one. */
function shareOf({ waste, size }, { allowed }) {
    const share = waste === null || !allowed.endsWith('%') ? null : formatPercent(waste, size.head ?? 0);
    return share === null ? '' : ` (${share.replace('+', '')})`;
}
function shortBreach(judgement) {
    return ['Also over ', judgement.limit, ': ', prose(judgement.message), '.'];
}
/** The change that a limit on growth judged, and what of drift there is to say beside it. */
function judgedDelta(report, row, figure) {
    const drift = row.drift?.[figure] ?? 0;
    if (drift === 0)
        return [row[figure], ''];
    if (report.ignoreDrift)
        return [ownDelta(row, figure), besides(drift)];
    return [row[figure], `, ${formatChange(drift)} of it drift,`];
}
function besides(drift) {
    return drift === 0 ? '' : `, besides ${formatChange(drift)} of drift,`;
}
/** **api** grew by **1.2 MB** (+0.8 %) to 150 MB. */
function changeSentence(group, row) {
    const who = whoOf(group, row);
    const size = ownDelta(row, 'size');
    if (row.status === 'added')
        return [...who, ` is new: ${sizeOf(size.head, size.exact)}.`];
    if (row.status === 'removed')
        return [...who, ` is gone: it was ${sizeOf(size.base, size.exact)}.`];
    if (size.change === null)
        return [...who, ` is ${sizeOf(size.head, size.exact)}.`];
    if (size.change === 0) {
        const change = figures_changeOf(ownDelta(row, 'download'));
        return [...who, ` is as large as before; its download changed by ${change.bytes}${change.percent}.`];
    }
    return growth(who, size, besides(row.drift?.size ?? 0), null);
}
function growth(who, delta, apartFrom, judgement) {
    const change = delta.change === null ? null : Math.abs(delta.change);
    return [
        ...who,
        ` ${(delta.change ?? 0) < 0 ? 'shrank' : 'grew'} by `,
        strong(apart(change, delta.exact, judgement)),
        `${figures_changeOf(delta).percent}${apartFrom} to ${sizeOf(delta.head, delta.exact)}.`,
    ];
}
/** A figure that would read like what is allowed is told to the byte. */
function apart(bytes, exact, judgement) {
    if (bytes !== null && judgement !== null && formatBytes(bytes) === judgement.allowed)
        return exactBytes(bytes);
    return sizeOf(bytes, exact);
}
function whoOf(group, row) {
    return [strong(phrase_name(group.subject)), ...(group.rows.length > 1 ? [' (', phrase_name(row.platform), ')'] : [])];
}

;// CONCATENATED MODULE: ./lib/report/pull.js

/**
 * `A pull moves 12.1 MB instead of 310 MB: 1 s instead of 25 s at 100 Mbit/s.` The bytes alone count, and not the time to
 * unpack them. null where a download is not known. `bandwidth` is in bits a second.
 */
function pullWords({ head, base, exact }, bandwidth) {
    if (head === null || base === null)
        return null;
    const [size, former] = [sizeOf(head, exact), sizeOf(base, exact)];
    const sign = exact ? '' : '~';
    const [time, formerTime] = [head, base].map((bytes) => `${sign}${pullTime(bytes, bandwidth)}`);
    const instead = (now, before) => (now === before ? now : `${now} instead of ${before}`);
    const moved = size === former ? `${size} with either` : instead(size, former);
    return [`A pull moves ${moved}: ${instead(time ?? '', formerTime ?? '')} at ${formatBandwidth(bandwidth)}.`];
}
/** `0.4 s`, `25 s`, `3 min 5 s`. */
function pullTime(bytes, bandwidth) {
    const seconds = (bytes * 8) / bandwidth;
    if (seconds === 0)
        return '0 s';
    if (seconds < 0.05)
        return '<0.1 s';
    return seconds < 0.95 ? `${seconds.toFixed(1)} s` : duration(Math.max(1000, seconds * 1000));
}
const pull_STEPS = [
    [1e12, 'Tbit/s'],
    [1e9, 'Gbit/s'],
    [1e6, 'Mbit/s'],
    [1e3, 'kbit/s'],
];
/** `100 Mbit/s`, in the largest unit that it is one of. */
function formatBandwidth(bandwidth) {
    const [step, unit] = pull_STEPS.find(([bound]) => bandwidth >= bound) ?? [1, 'bit/s'];
    return `${bandwidth / step} ${unit}`;
}

;// CONCATENATED MODULE: ./lib/report/targets.js









/** The two lines that tell what one target saves against the other. */
function targetsHeadline(report, against, shipped) {
    const [group] = shipped;
    const [row] = group?.rows ?? [];
    if (group === undefined || row === undefined)
        return { mark: null, words: ['no image was measured'], lead: null };
    const comparison = [...difference(row, against), ...targets_placeOf(group, row), figures_changeOf(row.size).percent];
    const words = [phrase_name(row.target), ...comparison];
    const lead = distinctRows(group).length === 1 ? leadOf(row, against) : null;
    const state = stateOf(report);
    if (state === 'failed')
        return { mark: '🛑', words: failedWords(group), lead: failureLead(report) };
    if (state === 'breach' || state === 'warned') {
        const pull = distinctRows(group).length === 1 ? pullWords(row.download, against.bandwidth) : null;
        return {
            mark: state === 'breach' ? '🛑' : '⚠️',
            words: [phrase_name(row.target), ' is over budget'],
            lead: [...(breachOf(report, group) ?? []), ' It', ...comparison, '.', ...(pull === null ? [] : [' ', ...pull])],
        };
    }
    if (state === 'unjudged')
        return { mark: '⚠️', words: [...words, '; not every limit could be judged'], lead };
    const isSmaller = group.rows.every(({ size }) => (size.change ?? 0) < 0);
    const within = report.limited ? [', within budget'] : [];
    return { mark: report.limited || isSmaller ? '✅' : null, words: [...words, ...within], lead };
}
function failedWords({ rows }) {
    const failed = rows.flatMap(({ image, failures }) => failures.map(({ target }) => (target === NO_TARGET ? image : target)));
    const names = [...new Set(failed)];
    return [
        ...names.flatMap((each, index) => [index === 0 ? '' : ' and ', phrase_name(each)]).slice(1),
        names.length === 1 ? ' does not build' : ' do not build',
    ];
}
/** ` is 812 MB smaller than fat`. */
function difference({ size }, against) {
    const change = size.change ?? 0;
    if (change === 0)
        return [' is as large as ', phrase_name(against.target)];
    const how = change < 0 ? 'smaller' : 'larger';
    return [` is ${formatBytes(Math.abs(change))} ${how} than `, phrase_name(against.target)];
}
function targets_placeOf(group, row) {
    return distinctRows(group).length === 1 ? [] : [' on ', phrase_name(row.platform)];
}
/** `slim is 61.2 MB, fat 873 MB. A pull moves …` */
function leadOf({ target, size, download }, against) {
    const pull = pullWords(download, against.bandwidth);
    return [
        strong(phrase_name(target)),
        ` is ${sizeOf(size.head, size.exact)}, `,
        strong(phrase_name(against.target)),
        ` ${sizeOf(size.base, size.exact)}.`,
        ...(pull === null ? [] : [' ', ...pull]),
    ];
}
/** What {@link targetsHeadline} has no room for where platforms came out differently: what a pull costs on each. */
function pullList({ against }, shipped) {
    if (against === null)
        return [];
    const rows = shipped.flatMap((group) => (distinctRows(group).length === 1 ? [] : group.rows));
    const items = rows.flatMap((row) => row.status === 'failed' ? [] : [[phrase_name(row.platform), ': ', ...leadOf(row, against)]]);
    return items.length === 0 ? [] : [{ kind: 'list', items }];
}
/** `What makes slim 812 MB smaller than fat`: the title of the instructions that do. */
function causeTitle(against, group, row) {
    const place = group.rows.length > 1 ? [' on ', phrase_name(row.platform)] : [];
    const change = row.size.change ?? 0;
    if (change === 0)
        return ['Where ', phrase_name(row.target), ' and ', phrase_name(against.target), ' differ', ...place];
    const how = `${formatBytes(Math.abs(change))} ${change < 0 ? 'smaller' : 'larger'}`;
    return ['What makes ', phrase_name(row.target), ` ${how} than `, phrase_name(against.target), ...place];
}
/** What a report of two targets was made of. */
function targetsFooter({ head }, against, shipped) {
    const [target = null] = shipped.flatMap(({ rows }) => rows.map((row) => row.target));
    const sha = shortSha(head.sha);
    const tree = sha === null ? 'the working tree' : `the working tree at ${sha}`;
    return [...(target === null ? [] : [phrase_name(target), ' against ', phrase_name(against.target), ', ']), `both of ${tree}`];
}

;// CONCATENATED MODULE: ./lib/report/headline.js










/** The two lines that are enough for a reader who stops there. */
function headlineOf(report) {
    const groups = groupsOf(report);
    const shipped = groups.filter((group) => group.shipped);
    if (report.against !== null)
        return targetsHeadline(report, report.against, shipped);
    const passed = report.limited ? '✅' : null;
    switch (stateOf(report)) {
        case 'failed':
            return { mark: '🛑', words: headline_failedWords(groups), lead: failureLead(report) };
        case 'breach':
            return { mark: '🛑', words: headline_overBudget(report, shipped), lead: breachLead(report, shipped) };
        case 'accepted':
            return {
                mark: '⚠️',
                words: acceptedWords(report),
                lead: [...breachLead(report, shipped), ' ', ...acceptance(report)],
            };
        case 'unjudged':
            return { mark: '⚠️', words: unjudgedWords(report, shipped), lead: unjudgedLead(report) };
        case 'warned':
            return { mark: '⚠️', words: headline_overBudget(report, shipped), lead: breachLead(report, shipped) };
        case 'empty':
            return { mark: null, words: ['no image was measured'], lead: null };
        case 'first':
            return { mark: passed, words: firstWords(report, shipped), lead: firstLead(report, shipped) };
        case 'unchanged':
            return { mark: '✅', words: ['no size change'], lead: unchangedLead(report, shipped) };
        case 'moved':
            return { mark: '✅', words: ['no change from this pull request'], lead: movedLead(shipped) };
        case 'changed':
            return changed(report, shipped);
    }
}
function headline_failedWords(groups) {
    const failed = groups.filter((group) => group.rows.some((row) => row.status === 'failed'));
    const shipped = failed.filter((group) => group.shipped);
    const named = shipped.length > 0 ? shipped : failed;
    const [first] = named;
    const images = new Set(named.flatMap((group) => group.rows.map((row) => row.image)));
    if (first !== undefined && named.length === 1)
        return [phrase_name(first.label), ' does not build'];
    const [image] = images;
    if (image !== undefined && images.size === 1)
        return [phrase_name(image), ' does not build'];
    const all = groups.filter((group) => group.shipped === first?.shipped).length;
    return [`${named.length} of ${count(all, 'image')} do not build`];
}
function headline_overBudget(report, shipped) {
    const over = shipped.filter((group) => breachOf(report, group) !== null);
    const [first] = over;
    if (first === undefined)
        return ['over budget'];
    if (shipped.length === 1)
        return [phrase_name(first.label), ' is over budget'];
    return [`${over.length} of ${count(shipped.length, 'image')} ${over.length === 1 ? 'is' : 'are'} over budget`];
}
const LEADS = 2;
function breachLead(report, shipped) {
    const over = shipped.filter((group) => breachOf(report, group) !== null);
    const sentences = over.slice(0, LEADS).flatMap((group) => [...(breachOf(report, group) ?? []), ' ']);
    const more = over.length - LEADS;
    return more > 0
        ? [...sentences, `${count(more, 'more image')} ${more === 1 ? 'is' : 'are'} over budget.`]
        : sentences.slice(0, -1);
}
function acceptedWords(report) {
    const by = report.accepted?.by ?? null;
    return ['over budget, accepted', ...(by === null ? [] : [' by ', login(by)])];
}
function acceptance(report) {
    const { accepted } = report;
    if (accepted === null)
        return ['It was accepted.'];
    const at = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(accepted.at ?? '');
    const when = at !== null ? [` on ${at[1] ?? ''} at ${at[2] ?? ''} UTC`] : [];
    return ['Accepted with the label ', code(accepted.label), ...when, '.'];
}
function unjudgedWords(report, shipped) {
    if (!lacksBase(report))
        return ['not every limit could be judged'];
    if (report.base.source === 'none')
        return ['the base could not be measured, so growth was not judged'];
    const without = shipped.filter((group) => group.rows.some((row) => row.status === 'changed' && row.size.base === null));
    const [first] = without;
    const one = first !== undefined && without.length === 1 && shipped.length > 1;
    const whose = one ? ['the base of ', phrase_name(first.label)] : ['the base'];
    return [...whose, ' could not be built, so growth was not judged'];
}
function unjudgedLead(report) {
    if (lacksBase(report))
        return failureLead(report) ?? [headline_sentence(report.base.reason)];
    const skipped = report.images.flatMap((row) => judged(row, 'skipped'));
    return skipped[0] === undefined ? null : [headline_sentence(`${skipped[0].limit} ${skipped[0].message}`)];
}
function firstWords(report, shipped) {
    return [`${count(shipped.length, 'image')} measured`, ...(report.limited ? [', within budget'] : [])];
}
function firstLead(report, shipped) {
    const largest = shipped
        .flatMap((group) => group.rows.map((row) => ({ label: group.label, row })))
        .reduce((most, one) => ((one.row.size.head ?? 0) > (most?.row.size.head ?? -1) ? one : most), null);
    const size = largest === null
        ? []
        : [
            ...(shipped.length > 1 ? ['The largest is '] : []),
            strong(phrase_name(largest.label)),
            `${shipped.length > 1 ? ' with ' : ' is '}${sizeOf(largest.row.size.head, largest.row.size.exact)}. `,
        ];
    return [...size, 'Nothing to compare with: ', prose(report.base.reason), '.'];
}
function unchangedLead(report, shipped) {
    const sha = shortSha(report.base.sha);
    const [first] = shipped;
    const row = first?.rows[0];
    if (first === undefined || row === undefined)
        return null;
    const asBefore = sha === null ? ['as at the base.'] : [`as at ${sha}.`];
    if (shipped.length > 1)
        return [`${shipped.length} images are as large `, ...asBefore];
    return [strong(phrase_name(first.label)), ` is ${sizeOf(row.size.head, row.size.exact)}, `, ...asBefore];
}
function movedLead(shipped) {
    const lines = driftLines(shipped).slice(0, MOVES_IN_LEAD);
    return lines.length === 0 ? null : [...lines.flatMap(({ words }) => ['. ', ...words]).slice(1), '.'];
}
function changed(report, shipped) {
    const moved = shipped.filter((group) => !group.rows.every((row) => isUntouched(row)));
    const [first] = moved;
    const rows = moved.flatMap((group) => group.rows);
    const total = rows.reduce((sum, row) => sum + (ownBytes(row) ?? 0), 0);
    const smaller = rows.length > 0 && rows.every((row) => (ownBytes(row) ?? 0) < 0);
    const within = report.limited && !smaller ? [', within budget'] : [];
    const mark = report.limited || smaller ? '✅' : null;
    const row = first?.rows[0];
    if (first === undefined || row === undefined)
        return { mark, words: ['no size change'], lead: null };
    const lead = [...changeSentence(first, row), ...(moved.length > 1 ? [` ${others(moved.length - 1)}`] : [])];
    if (moved.length === 1)
        return { mark, words: [phrase_name(first.label), ...oneChange(row, within)], lead };
    const words = [
        `${moved.length} of ${count(shipped.length, 'image')} changed, ${formatChange(total)} in all`,
        ...within,
    ];
    return { mark, words, lead };
}
function oneChange(row, within) {
    if (row.status === 'added')
        return [` is new: ${sizeOf(row.size.head, row.size.exact)}`, ...within];
    if (row.status === 'removed')
        return [` is gone: it was ${sizeOf(row.size.base, row.size.exact)}`];
    const size = ownDelta(row, 'size');
    const change = figures_changeOf(size);
    if (size.change === 0 && row.download.change !== null) {
        return [`'s download ${figures_changeOf(ownDelta(row, 'download')).bytes}`, ...within];
    }
    return [` ${change.bytes}${within.length === 0 ? change.percent : ''}`, ...within];
}
function others(number) {
    return `${count(number, 'more image')} changed.`;
}
function headline_sentence(words) {
    const capital = words.slice(0, 1).toUpperCase() + words.slice(1);
    return prose(/[.!?]$/.test(capital) ? capital : `${capital}.`);
}

;// CONCATENATED MODULE: ./lib/report/json.js
/** The report as `schema/report.v1.json` describes it, keys in its order, two spaces deep, with a line break at the end. */
function renderJson(report) {
    const { version, verdict, head, base, method, images, accepted, overrideLabel, limited, ignoreDrift, notes, times } = report;
    const document = {
        version,
        verdict,
        head: { sha: head.sha, ref: head.ref },
        base: { sha: base.sha, source: base.source, reason: base.reason, expected: base.expected },
        method: { driver: method.driver, store: method.store, buildx: method.buildx, buildkit: method.buildkit },
        images: images.map((image) => imageDocument(image)),
        against: againstDocument(report),
        accepted: accepted === null ? null : { label: accepted.label, by: accepted.by, at: accepted.at },
        overrideLabel,
        limited,
        ignoreDrift,
        notes,
        times: { build: Math.round(times.build), total: Math.round(times.total) },
        repositoryUrl: report.repositoryUrl,
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}
function againstDocument({ against }) {
    return against === null ? null : { target: against.target, bandwidth: against.bandwidth };
}
function imageDocument(row) {
    return {
        ...rowDocument(row),
        instructions: row.instructions.map((one) => instructionDocument(one)),
        paths: row.paths?.map((one) => pathDocument(one)) ?? null,
        packages: row.packages?.map((one) => packageDocument(one)) ?? null,
        waste: row.waste,
        findings: row.findings?.map((finding) => findingDocument(finding)) ?? null,
        limits: limitsDocument(row),
        failures: row.failures.map((failure) => failureDocument(failure)),
        notes: row.notes,
        work: { head: workDocument(row.work.head), base: workDocument(row.work.base) },
    };
}
function pathDocument({ path, head, base, change, rest, from, origin, line, stage, text }) {
    return { path, head, base, change, rest, from, origin, line, stage, text };
}
function packageDocument({ type, name, head, base, change }) {
    return { type, name, head, base, change };
}
function findingDocument({ rule, bytes, line, paths, advice, url, inBase }) {
    return { rule, bytes, line, paths, advice, url, inBase };
}
function instructionDocument(one) {
    const { line, stage, text, was, origin, head, base, change, parts, cause } = one;
    return { line, stage, text, was, origin, head, base, change, parts, cause };
}
/** What identifies a row, its status and its figures: the part that fits an output of the action. */
function rowDocument(row) {
    const { image, dockerfile, target, platform, shipped, status, layers, stages } = row;
    return {
        image,
        dockerfile,
        target,
        platform,
        shipped,
        status,
        size: deltaDocument(row.size),
        download: deltaDocument(row.download),
        layers: { head: layers.head, base: layers.base },
        stages: {
            declared: { head: stages.declared.head, base: stages.declared.base },
            used: { head: stages.used.head, base: stages.used.base },
            unused: { head: stages.unused.head, base: stages.unused.base },
        },
        drift: driftDocument(row.drift),
    };
}
/** The limits of a row as they came out. */
function limitsDocument(row) {
    return row.limits.map(({ limit, allowed, actual, status, message }) => ({ limit, allowed, actual, status, message }));
}
function driftDocument(drift) {
    return drift === null ? null : { size: drift.size, download: drift.download, from: drift.from, to: drift.to };
}
function workDocument(work) {
    return work === null ? null : { duration: Math.round(work.duration), steps: work.steps, cached: work.cached };
}
function deltaDocument({ head, base, change, exact }) {
    return { head, base, change, exact };
}
function failureDocument(failure) {
    const { image, dockerfile, target, platform, side, message, line, stage, instruction, log, hint } = failure;
    return { image, dockerfile, target, platform, side, message, line, stage, instruction, log, hint };
}

;// CONCATENATED MODULE: ./lib/report/blocks.js
/** All that a comment shows where there is room. */
const FULL = {
    rows: 100,
    unchanged: 100,
    stages: 100,
    causes: { open: 3, folded: 20, rows: 10 },
    files: 13,
    packages: 20,
    findings: 20,
    notes: 20,
    failures: 5,
    logLines: 20,
    method: true,
};

;// CONCATENATED MODULE: ./lib/report/fit.js

/** From all to next to nothing: what is missed least goes first. */
const fit_STEPS = steps([
    ['packages', { packages: 0 }],
    ['files', { files: 0 }],
    ['all but the three largest instructions of each image', { causes: { open: 3, folded: 20, rows: 3 } }],
    ['stages', { stages: 0 }],
    ['findings', { findings: 0 }],
    ['unchanged images', { unchanged: 0 }],
    ['all but the ends of the logs', { logLines: 5 }],
    ['the instructions of all but three images', { causes: { open: 3, folded: 0, rows: 3 } }],
    ['the instructions', { causes: { open: 0, folded: 0, rows: 0 } }],
    ['images', { rows: 30 }],
    ['most notes', { notes: 5 }],
    ['how this was measured', { method: false }],
    ['images', { rows: 10 }],
    ['logs', { logLines: 0, failures: 2 }],
    ['images', { rows: 3 }],
    ['notes', { notes: 0, failures: 1 }],
    ['images', { rows: 0, failures: 0 }],
]);
function steps(cuts) {
    let detail = FULL;
    return cuts.map(([says, cut]) => {
        detail = { ...detail, ...cut };
        return { detail, says };
    });
}
/**
 * The longest form of what `render` writes that has at most `maxLength` UTF-16 units. `render` is told what was left out,
 * and only what made a difference; if nothing fits, the first line that does, else the beginning of `Size Gate`.
 */
function fit(render, maxLength) {
    const whole = render(FULL, []);
    if (whole.length <= maxLength)
        return whole;
    let leftOut = [];
    let before = whole;
    let last = whole;
    for (const { detail, says } of fit_STEPS) {
        const without = render(detail, []);
        if (without === before)
            continue;
        before = without;
        if (!leftOut.includes(says))
            leftOut = [...leftOut, says];
        last = render(detail, leftOut);
        if (last.length <= maxLength)
            return last;
    }
    const [first = ''] = last.split('\n', 1);
    return first.length <= maxLength ? first : '## Size Gate'.slice(0, Math.max(0, maxLength));
}

;// CONCATENATED MODULE: ./lib/report/instruction-rows.js




/** How many changes of what the cause builds on are told. */
const MOST_INPUTS = 2;
/**
 * The rows of one instruction: its place, its words and its `figure`; below them the other parts of a split or a joined
 * one, and what made the files that it copied. `exact` is told where its line is linked; a part tells what it weighs.
 */
function instructionRows(report, row, one, figure, exact) {
    const heads = one.parts.filter((part) => part.head !== null);
    const bases = one.parts.filter((part) => part.base !== null);
    const [first = one, ...others] = heads;
    return [
        [
            instruction_rows_place(report, row, first, one.origin, exact),
            [...(isDrift(row, one) ? ['drift: '] : []), ...instruction(report, { ...one, text: first.text })],
            figure,
        ],
        ...others.map((part) => [
            instruction_rows_place(report, row, part, 'own', `${exactBytes(part.head ?? 0)} at the head`),
            ['and ', code(part.text)],
            [],
        ]),
        ...former(report, row, heads, bases),
        ...causeRows(report, row, one),
    ];
}
/** What is gone has no line at the head to link to; of two targets of one Dockerfile both have. */
function instruction_rows_place(report, row, one, origin, exact) {
    if (one.line === null)
        return [origin === 'base' ? 'base image' : figures_UNKNOWN];
    if (one.head === null && report.against === null)
        return [`was line ${one.line}`];
    return lineLink(report, row.dockerfile, one.line, exact);
}
function instruction({ against }, one) {
    const gone = one.head === null ? [against === null ? 'gone: ' : 'left out: '] : [];
    if (one.origin === 'own')
        return [...gone, code(one.text)];
    const before = one.was === null || against === null ? was(one.was) : [', ', phrase_name(against.target), ' has ', code(one.was)];
    return [...gone, code(/^FROM\s/i.test(one.text) ? one.text : `FROM ${one.text}`), ...before];
}
/** What the parts of a split or a joined instruction were. */
function former(report, row, heads, bases) {
    const how = heads.length > bases.length ? 'split from ' : 'joined from ';
    return bases.map((base, index) => [
        base.line === null ? [] : instruction_rows_place(report, row, base, 'own', exactBytes(base.base ?? 0)),
        [index === 0 ? how : 'and ', code(base.text)],
        [],
    ]);
}
function causeRows(report, row, one) {
    const { cause, head } = one;
    // Nothing made what is gone, and an image that the instruction names was named.
    if (cause === null || head === null || (cause.was === null && copiedImage(one) !== null))
        return [];
    const { kind, line, text, stage } = cause;
    const before = cause.was === null ? [] : [[[], cause.was === text ? [OTHER_HEREDOC] : ['was ', code(cause.was)], []]];
    if (kind === 'image')
        return [[[], ['from the image ', code(text)], []], ...before];
    const where = line === null ? [] : lineLink(report, row.dockerfile, line, 'what made the files');
    const who = ['made ', ...(stage === null ? [] : ['in ', phrase_name(stage), ' ']), 'by ', code(text)];
    return [[where, who, []], ...before, ...inputRows(cause.inputs)];
}
/** What is in it is not shown, so that there is nothing more to say. */
const OTHER_HEREDOC = 'with another heredoc';
function inputRows(inputs) {
    const more = inputs.length - MOST_INPUTS;
    return [
        ...inputs.slice(0, MOST_INPUTS).map((input) => [[], ['before it: ', ...change(input)], []]),
        ...(more > 0 ? [[[], [`before it: ${count(more, 'more change', 'more changes')}`], []]] : []),
    ];
}
function change({ text, was: before }) {
    if (text === null)
        return [code(before ?? ''), ', gone'];
    if (before === null)
        return [code(text), ', new'];
    return before === text ? [code(text), ', ', OTHER_HEREDOC] : [code(text), ...was(before)];
}
function was(text) {
    return text === null ? [] : [', was ', code(text)];
}

;// CONCATENATED MODULE: ./lib/report/causes.js






const COLUMNS = [
    { title: 'Dockerfile', align: 'left', narrow: 'no' },
    { title: 'instruction', align: 'left', narrow: 'cut' },
    { title: 'change', align: 'right', narrow: 'no' },
];
/**
 * Where the bytes come from: tables of what is over budget, else of what changed most, the others folded; each cut
 * after `detail.causes.rows` with the sum of the rest.
 */
function causeTables(report, groups, detail) {
    const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })));
    const explained = rows.flatMap(({ group, row }) => {
        const table = causeTable(report, group, row, detail.causes.rows);
        return table === null ? [] : [{ row, table, whole: row.size.change === null }];
    });
    const over = explained.filter(({ row }) => judged(row, 'breach').length + judged(row, 'warn').length > 0).length;
    const open = Math.min(detail.causes.open, Math.max(over, 1));
    const rest = explained.slice(open, open + detail.causes.folded);
    const one = rest.length === 1;
    const summary = rest.every(({ whole }) => whole)
        ? [one ? 'What the other image consists of' : 'What the other images consist of']
        : [one ? 'Where the other change comes from' : 'Where the other changes come from'];
    return [
        ...explained.slice(0, open).map(({ table }) => table),
        ...(rest.length === 0 ? [] : [{ kind: 'fold', summary, blocks: rest.map(({ table }) => table) }]),
    ];
}
function causeTable(report, group, row, max) {
    const whole = row.size.change === null;
    if (row.status === 'failed' || row.status === 'removed' || max === 0)
        return null;
    const weigh = (one) => (whole ? (one.head ?? 0) : (one.change ?? 0));
    const moved = row.instructions
        .filter((one) => weigh(one) !== 0)
        .sort((one, other) => Math.abs(weigh(other)) - Math.abs(weigh(one)));
    if (moved.length === 0)
        return null;
    const hidden = moved.slice(max);
    const print = whole ? formatBytes : formatChange;
    const rest = print(hidden.reduce((sum, one) => sum + weigh(one), 0));
    const shown = moved
        .slice(0, max)
        .flatMap((one) => instructionRows(report, row, one, [print(weigh(one))], exactBytes(weigh(one))));
    return {
        kind: 'table',
        title: report.against === null ? titleOf(group, row, whole) : causeTitle(report.against, group, row),
        columns: whole
            ? COLUMNS.map((column) => (column.title === 'change' ? { ...column, title: 'size' } : column))
            : COLUMNS,
        rows: shown,
        more: hidden.length === 0 ? null : [`and ${hidden.length} more (${rest})`],
    };
}
function titleOf(group, row, whole) {
    const who = [phrase_name(group.label), ...(group.rows.length > 1 ? [' on ', phrase_name(row.platform)] : [])];
    if (whole)
        return ['What ', ...who, `'s ${formatBytes(row.size.head ?? 0)} consist of`];
    const change = row.size.change ?? 0;
    if (change === 0)
        return ['What changed in ', ...who];
    return ['Where ', ...who, `'s ${formatBytes(change)} come from`];
}

;// CONCATENATED MODULE: ./lib/report/files-fold.js





const FILES = [
    { title: 'path', align: 'left', narrow: 'cut' },
    { title: 'Dockerfile', align: 'left', narrow: 'no' },
    { title: 'change', align: 'right', narrow: 'no' },
];
const files_fold_PACKAGES = [
    { title: 'package', align: 'left', narrow: 'cut' },
    { title: 'version', align: 'left', narrow: 'cut' },
    { title: 'change', align: 'right', narrow: 'no' },
];
/** What changed in the finished file system of each image, and which packages did. */
function filesFolds(report, groups, detail) {
    const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })));
    const tables = rows.flatMap(({ group, row }) => {
        const who = [phrase_name(group.label), ...(group.rows.length > 1 ? [' on ', phrase_name(row.platform)] : [])];
        return [...filesTable(report, row, who, detail.files), ...packagesTable(report, row, who, detail.packages)];
    });
    // Of two targets, what one leaves out is what was asked.
    if (tables.length === 0 || report.against !== null)
        return tables;
    return [{ kind: 'fold', summary: ['Files and packages'], blocks: tables }];
}
function filesTable(report, row, who, max) {
    const paths = row.paths ?? [];
    if (paths.length === 0 || max === 0)
        return [];
    return [
        {
            kind: 'table',
            title: ['Files of ', ...who],
            columns: FILES,
            rows: paths.slice(0, max).map((one) => fileCells(report, row, one)),
            more: paths.length > max ? [`and ${paths.length - max} more`] : null,
        },
    ];
}
function fileCells(report, row, { path, change, rest, from, origin, line, head }) {
    const place = origin === 'base'
        ? ['base image']
        : line === null
            ? [figures_UNKNOWN]
            : head === null && report.against === null
                ? [`was line ${line}`]
                : lineLink(report, row.dockerfile, line, exactBytes(change));
    return [[code(path), ...(rest ? [', the rest'] : []), ...files_fold_how(path, from)], place, [formatChange(change)]];
}
function files_fold_how(path, from) {
    if (from === null)
        return [];
    return from === path ? [', with another owner or mode'] : [', moved from ', code(from)];
}
function packagesTable(report, { packages }, who, max) {
    if (packages === null || packages.length === 0 || max === 0)
        return [];
    return [
        {
            kind: 'table',
            title: ['Packages of ', ...who],
            columns: files_fold_PACKAGES,
            rows: packages.slice(0, max).map((one) => packageCells(report, one)),
            more: packages.length > max ? [`and ${count(packages.length - max, 'more package')}`] : null,
        },
    ];
}
function packageCells({ against }, { type, name: called, head, base, change }) {
    const version = base === null
        ? [code(head ?? ''), ...(against === null ? [', new'] : [', not in ', phrase_name(against.target)])]
        : head === null
            ? [code(base), against === null ? ', gone' : ', left out']
            : [code(base), ' to ', code(head)];
    return [[phrase_name(called), ` (${type})`], version, [change === null ? figures_UNKNOWN : formatChange(change)]];
}

;// CONCATENATED MODULE: ./lib/report/how-measured.js




/** Base, method, times, and why a number is not known. */
function howMeasured(report, groups, detail) {
    if (!detail.method)
        return [];
    const { method, times } = report;
    const kit = method.buildkit === null ? [] : [', BuildKit ', phrase_name(method.buildkit)];
    const items = [
        baseItem(report),
        [
            'Built with the ',
            phrase_name(method.driver),
            ` driver, ${method.store} store, buildx `,
            phrase_name(method.buildx),
            ...kit,
            '.',
        ],
        ['Size: the bytes of all regular files in the layers, uncompressed. Download: the compressed layers a pull moves.'],
        ...driftItems(groups.flatMap((group) => group.rows), report.ignoreDrift),
        ...unknownItems(report, groups),
        [`Building took ${duration(times.build)}, the whole run ${duration(times.total)}.`],
    ];
    return [{ kind: 'fold', summary: ['How this was measured'], blocks: [{ kind: 'list', items }] }];
}
function baseItem(report) {
    const { base, against } = report;
    if (against !== null) {
        const pull = 'How long a pull takes is counted from the bytes that it moves; to unpack them comes on top.';
        return ['Compared with ', prose(base.reason), ', built in the same run. ', pull];
    }
    const sha = base.sha === null ? [] : [' ', shortSha(base.sha) ?? code(base.sha)];
    const reason = base.reason === '' ? [] : [': ', prose(base.reason)];
    if (base.source === 'none')
        return ['Compared with nothing', ...reason];
    return [`Compared with the base`, ...sha, `, ${base.source}`, ...reason];
}
function unknownItems(report, groups) {
    const rows = groups.flatMap((group) => group.rows);
    const items = [];
    if (rows.some((row) => row.status !== 'removed' && row.status !== 'failed' && row.download.head === null)) {
        items.push(['Download sizes that are not known (–): the engine did not tell of the compressed layers.']);
    }
    if (rows.some((row) => row.download.head !== null && !row.download.exact)) {
        items.push([
            `Download sizes with a ~ are estimates, ${Math.round(USUAL_COMPRESSION * 100)} % of the size: `,
            report.method.store === 'classic'
                ? 'the classic image store keeps no compressed layers.'
                : 'the engine did not tell of every compressed layer.',
        ]);
    }
    const apart = rows.filter((row) => row.download.head !== null && row.download.base !== null && row.download.change === null);
    if (apart.length > 0) {
        items.push(['The change of a download is told only where both sides were measured in the same way.']);
    }
    if (rows.some((row) => row.size.head !== null && !row.size.exact))
        items.push(['Sizes with a ~ are estimates.']);
    const without = rows.filter((row) => row.status === 'changed' && row.size.base === null).length;
    if (without > 0)
        items.push([`Change not known (–) for ${count(without, 'image')}: the base was not measured.`]);
    return items;
}

;// CONCATENATED MODULE: ./lib/report/size-table.js





const size_table_COLUMNS = [
    { title: 'image', align: 'left', narrow: 'cut' },
    { title: 'size', align: 'right', narrow: 'no' },
    { title: 'change', align: 'right', narrow: 'no' },
    { title: 'download', align: 'right', narrow: 'no' },
    { title: 'stages', align: 'right', narrow: 'no' },
    { title: '', align: 'left', narrow: 'wrap' },
];
/** The shipped images that a reader has to see, cut after `detail.rows`; nothing where there are none. */
function sizeTable(report, groups, detail) {
    const rows = groups.flatMap((group) => linesOf(report, group));
    return rows.length === 0 ? [] : [tableOf(rows, detail.rows)];
}
/** The images that did not change, folded: nobody has to look at them. */
function unchangedFold(report, groups, detail) {
    if (groups.length === 0 || detail.unchanged === 0)
        return [];
    const table = tableOf(groups.flatMap((group) => linesOf(report, group)), detail.unchanged);
    return [{ kind: 'fold', summary: [`${count(groups.length, 'image')} unchanged`], blocks: [table] }];
}
function tableOf(lines, max) {
    const shown = lines.slice(0, max);
    const hidden = lines.slice(max).flatMap((line) => (line.row === null ? [] : [line.row]));
    const rows = shown.map((line) => line.cells);
    // A column in which nobody has anything to say is left out.
    const used = size_table_COLUMNS.map(({ title }, index) => title !== '' || rows.some((cells) => (cells[index] ?? []).length > 0));
    return {
        kind: 'table',
        title: null,
        columns: size_table_COLUMNS.filter((_, index) => used[index]),
        rows: rows.map((cells) => cells.filter((_, index) => used[index])),
        more: hidden.length === 0 ? null : moreWords(hidden),
    };
}
/** `and 14 more (+0.2 MB)`. */
function moreWords(rows) {
    const changes = rows.map((row) => movedBytes(row));
    const sum = changes.reduce((all, change) => all + (change ?? 0), 0);
    const unknown = changes.filter((change) => change === null).length;
    const known = unknown === rows.length ? [] : [formatChange(sum)];
    const inWords = [...known, ...(unknown === 0 ? [] : [`${unknown} unknown`])].join(', ');
    return [`and ${rows.length} more (${inWords})`];
}
/** One line; for a target that came out differently on its platforms a line for each below its name. */
function linesOf(report, group) {
    const rows = distinctRows(group);
    const [only] = rows;
    const heading = isQuiet(group) ? phrase_name(group.label) : emphasised(group);
    if (only === undefined)
        return [];
    if (rows.length > 1) {
        return [
            { row: null, cells: [[heading], [], [], [], [], []] },
            ...rows.map((row) => ({ row, cells: [['↳ ', phrase_name(row.platform)], ...figures(report, row)] })),
        ];
    }
    const platforms = group.rows.length > 1 ? group.rows.flatMap((row) => [', ', phrase_name(row.platform)]).slice(1) : [];
    const label = platforms.length === 0 ? [heading] : [heading, ' (', ...platforms, ')'];
    return [{ row: only, cells: [label, ...figures(report, only)] }];
}
function emphasised(group) {
    const grave = group.rows.some((row) => row.status === 'failed' || judged(row, 'breach').length > 0);
    return grave ? strong(phrase_name(group.label)) : phrase_name(group.label);
}
function figures(report, row) {
    const { size, download } = row;
    return [
        [sizeOf(size.head, size.exact)],
        changeCell(row),
        download.head === null || download.change === null || download.change === 0
            ? [sizeOf(download.head, download.exact)]
            : [`${sizeOf(download.head, download.exact)} (${figures_changeOf(download).bytes})`],
        [stagesCell(row)],
        resultCell(report, row),
    ];
}
/** By how much a row changed, what it was where it is gone, or that it is new. */
function changeCell(row) {
    if (row.status === 'added')
        return [row.size.base === null ? 'new' : figures_UNKNOWN];
    if (row.status === 'removed')
        return [`gone, was ${sizeOf(row.size.base, row.size.exact)}`];
    const change = figures_changeOf(row.size);
    return judged(row, 'breach').length > 0 && row.size.change !== null
        ? [strong(change.bytes), change.percent]
        : [change.bytes + change.percent];
}
function stagesCell(row) {
    const { declared, used } = row.stages;
    if (used.head === null)
        return figures_UNKNOWN;
    return declared.head === null || declared.head === used.head ? `${used.head}` : `${used.head} of ${declared.head}`;
}
function resultCell(report, row) {
    if (row.status === 'failed')
        return ['🛑 does not build'];
    const broken = judged(row, 'breach');
    const warned = judged(row, 'warn');
    if (broken.length + warned.length > 0) {
        const mark = broken.length > 0 && report.verdict !== 'overridden' ? '🛑 ' : '⚠️ ';
        return [mark, ...[...broken, ...warned].flatMap((one, index) => [index === 0 ? '' : '; ', prose(one.message)])];
    }
    if (row.status === 'changed' && row.size.base === null && row.shipped)
        return ['⚠️ growth was not judged'];
    const mark = judged(row, 'pass').length > 0 ? ['✅'] : [];
    const drift = row.drift?.size ?? 0;
    if (drift === 0)
        return mark;
    return [...mark, ...(mark.length > 0 ? [' '] : []), isOnlyDrift(row) ? 'drift' : `${formatChange(drift)} of it drift`];
}

;// CONCATENATED MODULE: ./lib/report/unused-stages.js

/** Longer lists are cut: their names are in the JSON. */
const unused_stages_NAMED = 8;
/**
 * The stages at the head that nothing uses: for each Dockerfile those that no target needs, for each image those that it
 * is measured for beside its last one. What a target that does not build needs is not known, so nothing is said of its
 * Dockerfile.
 */
function unused_stages_unusedStages({ images }) {
    const failed = new Set(images.flatMap(({ dockerfile, status }) => (status === 'failed' ? [dockerfile] : [])));
    const unneeded = new Map();
    const leaves = new Map();
    for (const { image, dockerfile, target, shipped, status, stages } of images) {
        if (stages.unused.head === null || status === 'removed' || failed.has(dockerfile))
            continue;
        const before = unneeded.get(dockerfile) ?? new Set(stages.unused.head);
        // Several images may be of one Dockerfile.
        unneeded.set(dockerfile, new Set(stages.unused.head.filter((stage) => before.has(stage))));
        if (shipped)
            leaves.set(image, (leaves.get(image) ?? new Set()).add(target));
    }
    return [
        ...[...unneeded].flatMap(([dockerfile, unused]) => unused.size === 0 ? [] : [[phrase_name(dockerfile), ': nothing that is built uses ', ...anyOf([...unused]), '.']]),
        ...[...leaves].flatMap(([image, targets]) => {
            const others = [...targets].slice(0, -1);
            const own = others.length === 1 ? 'it is measured as an image of its own' : 'they are measured as images of their own';
            return others.length === 0 ? [] : [[phrase_name(image), ': no other stage uses ', ...anyOf(others), `; ${own}.`]];
        }),
    ];
}
/** `a, b or c`. */
function anyOf(names) {
    const more = names.length - unused_stages_NAMED;
    const shown = [...names.slice(0, unused_stages_NAMED).map(phrase_name), ...(more > 0 ? [`${more} more`] : [])];
    const last = shown.length - 1;
    return shown.flatMap((each, index) => [index === 0 ? '' : index === last ? ' or ' : ', ', each]).slice(1);
}

;// CONCATENATED MODULE: ./lib/report/stage-table.js





const stage_table_COLUMNS = [
    { title: 'stage', align: 'left', narrow: 'cut' },
    { title: 'size', align: 'right', narrow: 'no' },
    { title: 'change', align: 'right', narrow: 'no' },
    { title: 'time', align: 'right', narrow: 'no' },
    { title: 'steps', align: 'right', narrow: 'no' },
];
/**
 * Every stage of the images that have several: what is built on the way beside what is shipped, what each took, and
 * those that nothing uses. Sizes to look at: only what is shipped is judged, elsewhere.
 */
function stagesFold(report, groups, detail) {
    if (detail.stages === 0)
        return [];
    const lines = byImage(report, groups).flatMap((group) => stage_table_linesOf(group));
    const hidden = lines.length - detail.stages;
    const table = {
        kind: 'table',
        title: null,
        columns: stage_table_COLUMNS,
        rows: lines.slice(0, detail.stages).map(({ cells }) => cells),
        // No sum: a stage's bytes are in those that are built on it, too.
        more: hidden > 0 ? [`and ${hidden} more`] : null,
    };
    const items = [...unused_stages_unusedStages(report), ...methodItems(lines.map(({ row }) => row))];
    const list = { kind: 'list', items };
    const blocks = [...(lines.length === 0 ? [] : [table]), ...(items.length === 0 ? [] : [list])];
    return blocks.length === 0 ? [] : [{ kind: 'fold', summary: ['Stages'], blocks }];
}
/** The groups of the images of which an intermediate stage was built: the images as they come, their stages in the Dockerfile's order. */
function byImage({ images }, groups) {
    const staged = new Set(images.flatMap(({ image, shipped }) => (shipped ? [] : [image])));
    const built = new Set(images.flatMap(({ image, status }) => (status === 'failed' ? [] : [image])));
    const places = new Map();
    for (const group of groups) {
        const [row] = group.rows;
        if (row === undefined || !staged.has(row.image) || !built.has(row.image))
            continue;
        const ofImage = places.get(row.image) ?? new Map();
        places.set(row.image, ofImage.set(Math.min(...group.rows.map((each) => images.indexOf(each))), group));
    }
    return [...places.values()].flatMap((ofImage) => [...ofImage].toSorted(([one], [other]) => one - other).map(([, group]) => group));
}
/** One line; for a stage that came out differently on its platforms one for each. */
function stage_table_linesOf(group) {
    const rows = distinctRows(group);
    return rows.map((row) => {
        const of = rows.length === 1 ? group.rows : [row];
        const platforms = of.flatMap(({ platform }) => [', ', phrase_name(platform)]).slice(1);
        return {
            row,
            cells: [
                group.rows.length === 1 ? [phrase_name(group.label)] : [phrase_name(group.label), ' (', ...platforms, ')'],
                [sizeOf(row.size.head, row.size.exact)],
                row.status === 'failed' ? ['🛑 does not build'] : changeCell(row),
                ...workCells(of),
            ],
        };
    });
}
/** Time and steps, of all platforms together. */
function workCells(rows) {
    const works = rows.flatMap(({ work }) => work.head ?? []);
    if (works.length === 0)
        return [[figures_UNKNOWN], [figures_UNKNOWN]];
    const sum = (of) => works.reduce((total, work) => total + of(work), 0);
    const [steps, cached] = [sum((work) => work.steps), sum((work) => work.cached)];
    if (cached === steps)
        return [['0 s'], [`${steps}, all cached`]];
    return [[duration(sum((work) => work.duration))], [cached === 0 ? `${steps}` : `${steps}, ${cached} cached`]];
}
/** What the signs of the table mean. */
function methodItems(rows) {
    const items = [];
    if (rows.some(({ size }) => size.head !== null && !size.exact)) {
        items.push(["Sizes with a ~ are estimates: the builder's cache tells them, in whole blocks of its disk."]);
    }
    if (rows.some(({ size }) => size.head !== null && size.base !== null && size.change === null)) {
        items.push(['A change is told only where both sides are exact, or both are estimates.']);
    }
    return items;
}

;// CONCATENATED MODULE: ./lib/report/outline.js














/** Everything a report says, in the order in which it is said: who broke what, by how much, on which line, what to do. */
function outlineOf(report, detail) {
    const groups = groupsOf(report);
    const shipped = groups.filter((group) => group.shipped);
    const folds = (group) => report.against === null && isQuiet(group);
    const quiet = shipped.filter((group) => folds(group));
    const loud = shipped.filter((group) => !folds(group));
    return {
        headline: headlineOf(report),
        blocks: [
            ...failureBlocks(report, detail),
            ...sizeTable(report, loud, detail),
            ...pullList(report, shipped),
            ...noteList(report, groups, detail),
            ...(report.against === null ? limitsToPaste(report, shipped, stateOf(report) === 'first') : []),
            ...causeTables(report, loud, detail),
            ...wasteLines(report, loud, detail),
            ...filesFolds(report, loud, detail),
            ...findingsFold(report, detail),
            ...unchangedFold(report, quiet, detail),
            ...(report.against === null ? stagesFold(report, groups, detail) : []),
            ...howMeasured(report, shipped, detail),
            ...footer(report, shipped),
        ],
    };
}
function footer(report, shipped) {
    if (report.against !== null)
        return [{ kind: 'footer', words: targetsFooter(report, report.against, shipped) }];
    const head = shortSha(report.head.sha);
    const base = report.base.source === 'none' ? null : shortSha(report.base.sha);
    // The same commit on both sides: what differs has not been committed.
    const judged = head === base ? 'the working tree' : head;
    const commits = head === null ? '' : base === null ? head : `${judged} against ${base}`;
    const accept = stateOf(report) === 'breach' ? ['accept it with the label ', code(report.overrideLabel)] : [];
    const parts = [...(commits === '' ? [] : [[commits]]), ...(accept.length === 0 ? [] : [accept])];
    if (parts.length === 0)
        return [];
    return [{ kind: 'footer', words: parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])) }];
}

;// CONCATENATED MODULE: ./lib/report/markdown.js




/**
 * The report as GitHub flavoured markdown for a comment or a job summary. Where it would be longer than `maxLength`,
 * details are dropped in steps and a line says which; at the last only the headline is left. Throws nothing.
 */
function renderMarkdown(report, { maxLength }) {
    return fit((detail, leftOut) => render(report, detail, leftOut), maxLength);
}
function render(report, detail, leftOut) {
    const { headline, blocks } = outlineOf(report, detail);
    const mark = headline.mark === null ? '' : `${headline.mark} `;
    const cut = leftOut.length === 0
        ? []
        : [
            {
                kind: 'words',
                words: [
                    `Left out, because a comment has no room for it: ${leftOut.join(', ')}. The JSON report has all of it.`,
                ],
            },
        ];
    const lead = headline.lead === null ? [] : [{ kind: 'words', words: headline.lead }];
    const footer = blocks.filter((block) => block.kind === 'footer');
    const body = blocks.filter((block) => block.kind !== 'footer');
    return ([
        `## ${mark}Size Gate: ${markdown(headline.words, 'line')}`,
        ...[...lead, ...body, ...cut, ...footer].map((block) => blockOf(block)),
        '',
    ]
        .join('\n\n')
        .trimEnd() + '\n');
}
function blockOf(block) {
    switch (block.kind) {
        case 'words':
            return markdown(block.words, 'line');
        case 'list':
            return block.items.map((item) => `- ${markdown(item, 'line')}`).join('\n');
        case 'table':
            return markdown_tableOf(block);
        case 'log':
            return codeBlock(block.lines);
        case 'paste':
            return codeBlock(block.lines, block.language);
        case 'fold':
            return [
                `<details><summary>${html(block.summary)}</summary>`,
                ...block.blocks.map((each) => blockOf(each)),
                '</details>',
            ].join('\n\n');
        case 'footer':
            return `<sub>${markdown(block.words, 'line')}</sub>`;
    }
}
function markdown_tableOf({ title, columns, rows, more }) {
    const last = more === null ? [] : [columns.map((_, index) => (index === 0 ? more : []))];
    const lines = [
        columns.map((column) => column.title),
        columns.map((column) => (column.align === 'left' ? ':--' : '--:')),
        ...[...rows, ...last].map((cells) => cells.map((cell) => markdown(cell, 'cell'))),
    ].map((cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`);
    return [...(title === null ? [] : [`**${markdown(title, 'line')}**`, '']), ...lines].join('\n');
}

;// CONCATENATED MODULE: ./lib/report/outputs.js

/**
 * The outputs that come from the report. A sum with an unknown part is unknown. What is new counts with its size in
 * `change`, what is gone with what it was, so that `size` less `change` is the base's; without a base there is no change.
 */
function outputsOf(report) {
    const shipped = report.images.filter((row) => row.shipped);
    return {
        verdict: report.verdict,
        passed: report.verdict !== 'breach',
        size: total(shipped, 'size'),
        change: totalChange(report, shipped, 'size'),
        download: total(shipped, 'download'),
        'download-change': totalChange(report, shipped, 'download'),
        images: report.images.map((row) => ({ ...rowDocument(row), limits: limitsDocument(row) })),
    };
}
function total(rows, figure) {
    return outputs_sum(rows.filter((row) => row.status !== 'removed').map((row) => row[figure].head));
}
function totalChange(report, rows, figure) {
    if (report.base.source === 'none')
        return null;
    return outputs_sum(rows.map((row) => {
        const { head, base, change } = row[figure];
        if (row.status === 'added')
            return head;
        if (row.status === 'removed')
            return base === null ? null : -base;
        return change;
    }));
}
function outputs_sum(figures) {
    if (figures.length === 0)
        return null;
    return figures.reduce((all, figure) => (all === null || figure === null ? null : all + figure), 0);
}

;// CONCATENATED MODULE: ./node_modules/get-east-asian-width/lookup-data.js
// Generated by scripts/build.js

const ambiguousMinimalCodePoint = 161;
const ambiguousMaximumCodePoint = 1114109;
const ambiguousRanges = [161, 161, 164, 164, 167, 168, 170, 170, 173, 174, 176, 180, 182, 186, 188, 191, 198, 198, 208, 208, 215, 216, 222, 225, 230, 230, 232, 234, 236, 237, 240, 240, 242, 243, 247, 250, 252, 252, 254, 254, 257, 257, 273, 273, 275, 275, 283, 283, 294, 295, 299, 299, 305, 307, 312, 312, 319, 322, 324, 324, 328, 331, 333, 333, 338, 339, 358, 359, 363, 363, 462, 462, 464, 464, 466, 466, 468, 468, 470, 470, 472, 472, 474, 474, 476, 476, 593, 593, 609, 609, 708, 708, 711, 711, 713, 715, 717, 717, 720, 720, 728, 731, 733, 733, 735, 735, 768, 879, 913, 929, 931, 937, 945, 961, 963, 969, 1025, 1025, 1040, 1103, 1105, 1105, 8208, 8208, 8211, 8214, 8216, 8217, 8220, 8221, 8224, 8226, 8228, 8231, 8240, 8240, 8242, 8243, 8245, 8245, 8251, 8251, 8254, 8254, 8308, 8308, 8319, 8319, 8321, 8324, 8364, 8364, 8451, 8451, 8453, 8453, 8457, 8457, 8467, 8467, 8470, 8470, 8481, 8482, 8486, 8486, 8491, 8491, 8531, 8532, 8539, 8542, 8544, 8555, 8560, 8569, 8585, 8585, 8592, 8601, 8632, 8633, 8658, 8658, 8660, 8660, 8679, 8679, 8704, 8704, 8706, 8707, 8711, 8712, 8715, 8715, 8719, 8719, 8721, 8721, 8725, 8725, 8730, 8730, 8733, 8736, 8739, 8739, 8741, 8741, 8743, 8748, 8750, 8750, 8756, 8759, 8764, 8765, 8776, 8776, 8780, 8780, 8786, 8786, 8800, 8801, 8804, 8807, 8810, 8811, 8814, 8815, 8834, 8835, 8838, 8839, 8853, 8853, 8857, 8857, 8869, 8869, 8895, 8895, 8978, 8978, 9312, 9449, 9451, 9547, 9552, 9587, 9600, 9615, 9618, 9621, 9632, 9633, 9635, 9641, 9650, 9651, 9654, 9655, 9660, 9661, 9664, 9665, 9670, 9672, 9675, 9675, 9678, 9681, 9698, 9701, 9711, 9711, 9733, 9734, 9737, 9737, 9742, 9743, 9756, 9756, 9758, 9758, 9792, 9792, 9794, 9794, 9824, 9825, 9827, 9829, 9831, 9834, 9836, 9837, 9839, 9839, 9886, 9887, 9919, 9919, 9926, 9933, 9935, 9939, 9941, 9953, 9955, 9955, 9960, 9961, 9963, 9969, 9972, 9972, 9974, 9977, 9979, 9980, 9982, 9983, 10045, 10045, 10102, 10111, 11094, 11097, 12872, 12879, 57344, 63743, 65024, 65039, 65533, 65533, 127232, 127242, 127248, 127277, 127280, 127337, 127344, 127373, 127375, 127376, 127387, 127404, 917760, 917999, 983040, 1048573, 1048576, 1114109];

const fullwidthMinimalCodePoint = 12288;
const fullwidthMaximumCodePoint = 65510;
const fullwidthRanges = [12288, 12288, 65281, 65376, 65504, 65510];

const lookup_data_halfwidthMinimalCodePoint = 8361;
const lookup_data_halfwidthMaximumCodePoint = 65518;
const lookup_data_halfwidthRanges = (/* unused pure expression or super */ null && ([8361, 8361, 65377, 65470, 65474, 65479, 65482, 65487, 65490, 65495, 65498, 65500, 65512, 65518]));

const lookup_data_narrowMinimalCodePoint = 32;
const lookup_data_narrowMaximumCodePoint = 10630;
const lookup_data_narrowRanges = (/* unused pure expression or super */ null && ([32, 126, 162, 163, 165, 166, 172, 172, 175, 175, 10214, 10221, 10629, 10630]));

const wideMinimalCodePoint = 4352;
const wideMaximumCodePoint = 262141;
const wideRanges = [4352, 4447, 8986, 8987, 9001, 9002, 9193, 9196, 9200, 9200, 9203, 9203, 9725, 9726, 9748, 9749, 9776, 9783, 9800, 9811, 9855, 9855, 9866, 9871, 9875, 9875, 9889, 9889, 9898, 9899, 9917, 9918, 9924, 9925, 9934, 9934, 9940, 9940, 9962, 9962, 9970, 9971, 9973, 9973, 9978, 9978, 9981, 9981, 9989, 9989, 9994, 9995, 10024, 10024, 10060, 10060, 10062, 10062, 10067, 10069, 10071, 10071, 10133, 10135, 10160, 10160, 10175, 10175, 11035, 11036, 11088, 11088, 11093, 11093, 11904, 11929, 11931, 12019, 12032, 12245, 12272, 12287, 12289, 12350, 12353, 12438, 12441, 12543, 12549, 12591, 12593, 12686, 12688, 12773, 12783, 12830, 12832, 12871, 12880, 42124, 42128, 42182, 43360, 43388, 44032, 55203, 63744, 64255, 65040, 65049, 65072, 65106, 65108, 65126, 65128, 65131, 94176, 94180, 94192, 94198, 94208, 101594, 101631, 101664, 101760, 101874, 101888, 102801, 102816, 102866, 110576, 110579, 110581, 110587, 110589, 110590, 110592, 110888, 110898, 110898, 110928, 110930, 110933, 110933, 110948, 110952, 110960, 111355, 119552, 119638, 119648, 119670, 126980, 126980, 127183, 127183, 127374, 127374, 127377, 127386, 127406, 127406, 127488, 127490, 127504, 127547, 127552, 127560, 127568, 127569, 127584, 127589, 127744, 127776, 127789, 127797, 127799, 127868, 127870, 127891, 127904, 127946, 127951, 127955, 127968, 127984, 127988, 127988, 127992, 128062, 128064, 128064, 128066, 128252, 128255, 128317, 128331, 128334, 128336, 128359, 128378, 128378, 128405, 128406, 128420, 128420, 128507, 128591, 128640, 128709, 128716, 128716, 128720, 128722, 128725, 128729, 128732, 128735, 128747, 128748, 128756, 128764, 128986, 128986, 128992, 129003, 129008, 129008, 129292, 129338, 129340, 129349, 129351, 129535, 129648, 129660, 129664, 129734, 129736, 129736, 129740, 129757, 129759, 129771, 129775, 129786, 131072, 196605, 196608, 262141];

;// CONCATENATED MODULE: ./node_modules/get-east-asian-width/utilities.js
/**
Binary search on a sorted flat array of [start, end] pairs.

@param {number[]} ranges - Flat array of inclusive [start, end] range pairs, e.g. [0, 5, 10, 20].
@param {number} codePoint - The value to search for.
@returns {boolean} Whether the value falls within any of the ranges.
*/
const utilities_isInRange = (ranges, codePoint) => {
	let low = 0;
	let high = Math.floor(ranges.length / 2) - 1;
	while (low <= high) {
		const mid = Math.floor((low + high) / 2);
		const i = mid * 2;
		if (codePoint < ranges[i]) {
			high = mid - 1;
		} else if (codePoint > ranges[i + 1]) {
			low = mid + 1;
		} else {
			return true;
		}
	}

	return false;
};

;// CONCATENATED MODULE: ./node_modules/get-east-asian-width/lookup.js



const commonCjkCodePoint = 0x4E_00;
const [wideFastPathStart, wideFastPathEnd] = /* #__PURE__ */ findWideFastPathRange(wideRanges);

// Use a hot-path range so common `isWide` calls can skip binary search.
// The range containing U+4E00 covers common CJK ideographs;
// fallback to the largest range for resilience to Unicode table changes.
function findWideFastPathRange(ranges) {
	let fastPathStart = ranges[0];
	let fastPathEnd = ranges[1];

	for (let index = 0; index < ranges.length; index += 2) {
		const start = ranges[index];
		const end = ranges[index + 1];

		if (
			commonCjkCodePoint >= start
			&& commonCjkCodePoint <= end
		) {
			return [start, end];
		}

		if ((end - start) > (fastPathEnd - fastPathStart)) {
			fastPathStart = start;
			fastPathEnd = end;
		}
	}

	return [fastPathStart, fastPathEnd];
}

const isAmbiguous = codePoint => {
	if (
		codePoint < ambiguousMinimalCodePoint
		|| codePoint > ambiguousMaximumCodePoint
	) {
		return false;
	}

	return utilities_isInRange(ambiguousRanges, codePoint);
};

const isFullwidth = codePoint => {
	if (
		codePoint < fullwidthMinimalCodePoint
		|| codePoint > fullwidthMaximumCodePoint
	) {
		return false;
	}

	return utilities_isInRange(fullwidthRanges, codePoint);
};

const isHalfwidth = codePoint => {
	if (
		codePoint < halfwidthMinimalCodePoint
		|| codePoint > halfwidthMaximumCodePoint
	) {
		return false;
	}

	return isInRange(halfwidthRanges, codePoint);
};

const isNarrow = codePoint => {
	if (
		codePoint < narrowMinimalCodePoint
		|| codePoint > narrowMaximumCodePoint
	) {
		return false;
	}

	return isInRange(narrowRanges, codePoint);
};

const isWide = codePoint => {
	if (
		codePoint >= wideFastPathStart
		&& codePoint <= wideFastPathEnd
	) {
		return true;
	}

	if (
		codePoint < wideMinimalCodePoint
		|| codePoint > wideMaximumCodePoint
	) {
		return false;
	}

	return utilities_isInRange(wideRanges, codePoint);
};

function lookup_getCategory(codePoint) {
	if (isAmbiguous(codePoint)) {
		return 'ambiguous';
	}

	if (isFullwidth(codePoint)) {
		return 'fullwidth';
	}

	if (isHalfwidth(codePoint)) {
		return 'halfwidth';
	}

	if (isNarrow(codePoint)) {
		return 'narrow';
	}

	if (isWide(codePoint)) {
		return 'wide';
	}

	return 'neutral';
}

;// CONCATENATED MODULE: ./node_modules/get-east-asian-width/index.js


function validate(codePoint) {
	if (!Number.isSafeInteger(codePoint)) {
		throw new TypeError(`Expected a code point, got \`${typeof codePoint}\`.`);
	}
}

function eastAsianWidthType(codePoint) {
	validate(codePoint);

	return getCategory(codePoint);
}

function eastAsianWidth(codePoint, {ambiguousAsWide = false} = {}) {
	validate(codePoint);

	if (
		isFullwidth(codePoint)
		|| isWide(codePoint)
		|| (ambiguousAsWide && isAmbiguous(codePoint))
	) {
		return 2;
	}

	return 1;
}

// Private exports for https://github.com/sindresorhus/is-fullwidth-code-point


;// CONCATENATED MODULE: ./node_modules/string-width/index.js



/**
Logic:
- Segment graphemes to match how terminals render clusters.
- Width rules:
	1. Skip non-printing clusters (Default_Ignorable, Control, pure nonspacing/enclosing Mark, lone Surrogates). Tabs are ignored by design.
	2. RGI emoji clusters (\p{RGI_Emoji}) are double-width.
	3. Minimally-qualified/unqualified emoji clusters (ZWJ sequences with 2+ Extended_Pictographic, or keycap sequences) are double-width.
	4. Hangul jamo collapse each standard modern Hangul L+V or L+V+T syllable piece to width 2.
	   Unmatched repeated leading/vowel/trailing jamo stay additive because that matches how the terminals we target render them.
	5. Otherwise use East Asian Width of the cluster's first visible code point, and add widths for trailing spacing marks and Halfwidth/Fullwidth Forms within the same cluster (e.g., dakuten/handakuten/prolonged sound mark).
*/

const segmenter = new Intl.Segmenter();

// Matches a visible (printing) character. Used to find the base scalar of a cluster (skipping leading Prepend/Format/Marks) and to detect whole-cluster zero-width.
// Intentionally a single negated class without a quantifier: a repeated pattern like `^(?:…|…)+$` backtracks exponentially on overlapping properties, and even `^[…]+$` overflows V8's backtrack stack (RangeError) on clusters with millions of marks.
const visibleCharacterRegex = /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v;
const spacingMarkRegex = /\p{Spacing_Mark}/v;

// RGI emoji sequences
const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;

// Detect minimally-qualified/unqualified emoji sequences (missing VS16 but still render as double-width)
const unqualifiedKeycapRegex = /^[\d#*]\u20E3$/;
const extendedPictographicRegex = /\p{Extended_Pictographic}/gu;

function isDoubleWidthNonRgiEmojiSequence(segment) {
	// Real emoji clusters are < 30 chars; guard against pathological input
	if (segment.length > 50) {
		return false;
	}

	if (unqualifiedKeycapRegex.test(segment)) {
		return true;
	}

	// ZWJ sequences with 2+ Extended_Pictographic
	if (segment.includes('\u200D')) {
		const pictographics = segment.match(extendedPictographicRegex);
		return pictographics !== null && pictographics.length >= 2;
	}

	return false;
}

// Returns the cluster starting at its first visible character, or `undefined` if the whole cluster is zero-width.
function baseVisible(segment) {
	const index = segment.search(visibleCharacterRegex);
	return index === -1 ? undefined : segment.slice(index);
}

function isHangulLeadingJamo(codePoint) {
	return (codePoint >= 0x11_00 && codePoint <= 0x11_5F)
		|| (codePoint >= 0xA9_60 && codePoint <= 0xA9_7C);
}

function isHangulVowelJamo(codePoint) {
	return (codePoint >= 0x11_60 && codePoint <= 0x11_A7)
		|| (codePoint >= 0xD7_B0 && codePoint <= 0xD7_C6);
}

function isHangulTrailingJamo(codePoint) {
	return (codePoint >= 0x11_A8 && codePoint <= 0x11_FF)
		|| (codePoint >= 0xD7_CB && codePoint <= 0xD7_FB);
}

function isHangulJamo(codePoint) {
	return isHangulLeadingJamo(codePoint)
		|| isHangulVowelJamo(codePoint)
		|| isHangulTrailingJamo(codePoint);
}

function hangulClusterWidth(visibleSegment, eastAsianWidthOptions) {
	const codePoints = [];

	for (const character of visibleSegment) {
		if (!visibleCharacterRegex.test(character)) {
			continue;
		}

		codePoints.push(character.codePointAt(0));
	}

	if (codePoints.length === 0) {
		return undefined;
	}

	let width = 0;

	for (let index = 0; index < codePoints.length; index++) {
		const codePoint = codePoints[index];
		if (!isHangulJamo(codePoint)) {
			if (width === 0) {
				return undefined;
			}

			// Mixed cluster (e.g., L + precomposed syllable): use EAW for non-jamo remainder
			for (let remaining = index; remaining < codePoints.length; remaining++) {
				width += eastAsianWidth(codePoints[remaining], eastAsianWidthOptions);
			}

			return width;
		}

		// Modern Hangul L+V(+T) shapes as one syllable block. Unmatched jamo stay additive:
		// U+1100 U+1100 U+1161 => U+1100 + (U+1100 U+1161) => 2 + 2.
		if (
			isHangulLeadingJamo(codePoint)
			&& isHangulVowelJamo(codePoints[index + 1])
		) {
			width += 2;
			index += isHangulTrailingJamo(codePoints[index + 2]) ? 2 : 1;
			continue;
		}

		width += eastAsianWidth(codePoint, eastAsianWidthOptions);
	}

	return width;
}

function trailingWidth(visibleSegment, eastAsianWidthOptions) {
	let extra = 0;
	let first = true;

	for (const character of visibleSegment) {
		if (first) {
			first = false;
			continue;
		}

		if (
			spacingMarkRegex.test(character)
			|| (character >= '\uFF00' && character <= '\uFFEF')
		) {
			extra += eastAsianWidth(character.codePointAt(0), eastAsianWidthOptions);
		}
	}

	return extra;
}

function stringWidth(input, options = {}) {
	if (typeof input !== 'string' || input.length === 0) {
		return 0;
	}

	const {
		ambiguousIsNarrow = true,
		countAnsiEscapeCodes = false,
	} = options;

	let string = input;

	// Avoid calling stripAnsi when there are no ANSI escape sequences (ESC = 0x1B, CSI = 0x9B)
	if (!countAnsiEscapeCodes && (string.includes('\u001B') || string.includes('\u009B'))) {
		string = stripAnsi(string);
	}

	if (string.length === 0) {
		return 0;
	}

	// Fast path: printable ASCII (0x20–0x7E) needs no segmenter, regex, or EAW lookup — width equals length.
	if (/^[\u0020-\u007E]*$/.test(string)) {
		return string.length;
	}

	let width = 0;
	const eastAsianWidthOptions = {ambiguousAsWide: !ambiguousIsNarrow};

	for (const {segment} of segmenter.segment(string)) {
		// Zero-width / non-printing clusters
		const visibleSegment = baseVisible(segment);
		if (visibleSegment === undefined) {
			continue;
		}

		// Emoji width logic
		if (rgiEmojiRegex.test(segment) || isDoubleWidthNonRgiEmojiSequence(segment)) {
			width += 2;
			continue;
		}

		const hangulWidth = hangulClusterWidth(visibleSegment, eastAsianWidthOptions);
		if (hangulWidth !== undefined) {
			width += hangulWidth;
			continue;
		}

		// Everything else: EAW of the cluster’s first visible scalar
		const codePoint = visibleSegment.codePointAt(0);
		width += eastAsianWidth(codePoint, eastAsianWidthOptions);

		// Add width for trailing spacing marks and Halfwidth/Fullwidth Forms (e.g., ﾞ, ﾟ, ｰ)
		width += trailingWidth(visibleSegment, eastAsianWidthOptions);
	}

	return width;
}

;// CONCATENATED MODULE: ./lib/report/wrap.js

/** `text` broken at spaces into lines of at most `width` columns; a longer word has a line of its own. At least one line. */
function wrap(text, width) {
    const lines = [];
    let line = '';
    for (const word of text.split(/ +/)) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && stringWidth(longer) > width) {
            lines.push(line);
            line = word;
        }
        else
            line = longer;
    }
    return [...lines, line];
}
/** `text` in at most `width` columns, its end replaced by `…` where it is wider. */
function clip(text, width) {
    if (stringWidth(text) <= width)
        return text;
    let kept = '';
    for (const character of text) {
        if (stringWidth(kept + character) > width - 1)
            break;
        kept += character;
    }
    return `${kept}…`;
}

;// CONCATENATED MODULE: ./lib/report/columns.js


const GAP = '  ';
/** Below this a column says nothing any more: the table is then wider than asked for. */
const NARROWEST = { no: 0, cut: 16, wrap: 18 };
/**
 * The lines of a table, its titles first, the columns aligned by what they take in a terminal. Where it is wider than
 * `width`, columns that may be cut are, and then those that may be wrapped go on below.
 */
function alignedTable(columns, rows, width) {
    const titles = columns.map((column) => column.title);
    const natural = columns.map((_, index) => Math.max(...[titles, ...rows].map((cells) => stringWidth(cells[index] ?? ''))));
    const widths = narrowed(columns, natural, width);
    return [titles, ...rows].flatMap((cells) => lineOf(columns, cells, widths));
}
function narrowed(columns, natural, width) {
    let excess = natural.reduce((sum, each) => sum + each, GAP.length * (columns.length - 1)) - width;
    const widths = [...natural];
    for (const way of ['cut', 'wrap']) {
        for (const [index, column] of columns.entries()) {
            const now = widths[index] ?? 0;
            const give = column.narrow === way ? Math.min(Math.max(0, excess), Math.max(0, now - NARROWEST[way])) : 0;
            widths[index] = now - give;
            excess -= give;
        }
    }
    return widths;
}
function lineOf(columns, cells, widths) {
    const printed = columns.map((column, index) => {
        const cell = cells[index] ?? '';
        const width = widths[index] ?? 0;
        return column.narrow === 'cut' ? [clip(cell, width)] : column.narrow === 'wrap' ? wrap(cell, width) : [cell];
    });
    const height = Math.max(...printed.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => columns
        .map((column, index) => padded(printed[index]?.[line] ?? '', widths[index] ?? 0, column.align))
        .join(GAP)
        .trimEnd());
}
function padded(text, width, align) {
    const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
    return align === 'left' ? text + space : space + text;
}

;// CONCATENATED MODULE: ./lib/report/text.js






const DETAIL = { ...FULL, causes: { open: 3, folded: 20, rows: 8 }, failures: 10, logLines: 20 };
const CODES = {
    bold: [1, 22],
    dim: [2, 22],
    red: [31, 39],
    green: [32, 39],
    yellow: [33, 39],
};
/** The report for a terminal or a log: what the markdown says, in the same order, aligned. Ends with a line break. */
function renderText(report, { colour, width }) {
    const paint = (style, text) => (colour ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text);
    const { headline, blocks } = outlineOf(report, DETAIL);
    const mark = headline.mark === null ? '' : `${headline.mark} `;
    const first = wrap(`${mark}Size Gate: ${plain(headline.words)}`, width).map((line) => paint('bold', colourOf(headline.mark, paint, line)));
    const lead = headline.lead === null ? [] : wrap(plain(headline.lead), width);
    const parts = [[...first, ...lead], ...blocks.map((block) => text_linesOf(block, width, paint))];
    return `${parts.map((lines) => lines.map((line) => terminalLine(line)).join('\n')).join('\n\n')}\n`;
}
function colourOf(mark, paint, text) {
    if (mark === '🛑')
        return paint('red', text);
    if (mark === '⚠️')
        return paint('yellow', text);
    return mark === '✅' ? paint('green', text) : text;
}
function text_linesOf(block, width, paint) {
    switch (block.kind) {
        case 'words':
            return wrap(plain(block.words), width);
        case 'list':
            return block.items.flatMap((item) => bullet(item, width));
        case 'table': {
            const [head = '', ...rows] = alignedTable(block.columns, block.rows.map((cells) => cells.map(plain)), width);
            const title = block.title === null ? [] : wrap(plain(block.title), width).map((line) => paint('bold', line));
            const more = block.more === null ? [] : [plain(block.more)];
            return [...title, paint('dim', head), ...rows.map((row) => text_emphasised(row, paint)), ...more];
        }
        case 'log':
            return block.lines.map((line) => paint('dim', `  │ ${logLine(line)}`));
        case 'paste':
            return block.lines.map((line) => `    ${line}`);
        case 'fold': {
            const inner = block.blocks.map((each) => text_linesOf(each, width, paint));
            return [
                paint('bold', plain(block.summary)),
                ...inner.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
            ];
        }
        case 'footer':
            return wrap(plain(block.words), width).map((line) => paint('dim', line));
    }
}
function bullet(item, width) {
    return wrap(plain(item), width - 2).map((line, index) => `${index === 0 ? '-' : ' '} ${line}`);
}
function text_emphasised(row, paint) {
    if (row.includes('🛑'))
        return paint('red', row);
    return row.includes('⚠️') ? paint('yellow', row) : row;
}

;// CONCATENATED MODULE: ./lib/github/annotations.js
/**
 * How many annotations of each level are printed. GitHub shows ten of each from a step; one is left for what the step
 * itself has to say: why it fails, or why it could not comment.
 *
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
const MAX_ANNOTATIONS_PER_LEVEL = 9;
/** Prints the first annotations of each level, which the caller gives worst first; one log line counts the others. */
function writeAnnotations(annotations, host) {
    const levels = ['error', 'warning', 'notice'];
    const shown = levels.flatMap((level) => annotations.filter((each) => each.level === level).slice(0, MAX_ANNOTATIONS_PER_LEVEL));
    for (const { level, message, title, place } of shown)
        host.annotate(level, message, title, place);
    const left = annotations.length - shown.length;
    if (left > 0)
        host.info(`${left} more ${left === 1 ? 'annotation' : 'annotations'} left out: GitHub shows ten of each level; the report has them all`);
}

;// CONCATENATED MODULE: ./lib/github/marker.js

/** GitHub refuses the body of a comment that has more characters. */
const COMMENT_LIMIT = 65_536;
const READABLE_LENGTH = 60;
/** How many characters (UTF-16 units, so never more than GitHub counts) a body may have for its marker to fit too. */
const MAX_BODY = COMMENT_LIMIT - (marker('x'.repeat(READABLE_LENGTH)).length + 1);
/** The key where the user gave none: workflow and job. The legs of a matrix are one job: they need keys of their own. */
function defaultCommentKey(event) {
    return `${event.workflow ?? 'workflow'} / ${event.job ?? 'job'}`;
}
/**
 * The line by which a comment is found again: an HTML comment that shows nothing. The hash tells keys apart; what can be
 * read of the key is for people, and stripped of everything that could end the HTML comment.
 */
function marker(key) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, 32);
    const readable = key.replace(/[^A-Za-z0-9_./ ]+/g, '_').slice(0, READABLE_LENGTH);
    return `<!-- size-gate ${hash} ${readable} -->`;
}
/** `body` with its marker as the first line. Only there it counts: what a report quotes from a change comes later. */
function marked(key, body) {
    return `${marker(key)}\n${body}`;
}
/** True when the comment's first line is the marker of `key`. */
function isMarked(key, comment) {
    return comment.replaceAll('\r\n', '\n').startsWith(`${marker(key)}\n`);
}

;// CONCATENATED MODULE: ./lib/github/comment.js

/**
 * Puts the report on the pull request: edits the comment that this key already has, or creates it when `mode` wants one.
 * Never throws for what GitHub, the network or the token does: a verdict does not depend on this.
 */
async function publishComment(request, client) {
    const { key, mode, pullRequest, elsewhere } = request;
    if (mode === 'never')
        return comment_skipped('no comment: the input `comment` is `never`');
    if (pullRequest === null)
        return comment_skipped(`no comment: this event has no pull request; the report is in ${elsewhere}`);
    if (client === null) {
        return comment_skipped(`no comment: the input \`github-token\` is empty; give it \`\${{ github.token }}\`. The report is in ${elsewhere}`);
    }
    const body = marked(key, request.body);
    const found = await findOwn(client, pullRequest, key);
    if (!found.ok)
        return refused(request, found.trouble);
    if (found.value !== null) {
        if (comment_saysTheSame(found.value.body, body, marked(key, request.slower ?? request.body)))
            return { kind: 'unchanged', url: found.value.url, reason: null };
        const updated = await client.updateComment(found.value.id, body);
        if (updated.ok)
            return { kind: 'updated', url: updated.value.url, reason: null };
        return refused(request, updated.trouble);
    }
    if (!wantsComment(mode, request.state))
        return comment_skipped(`no comment: nothing to say in mode \`${mode}\``);
    const created = await client.createComment(pullRequest, body, () => findOwn(client, pullRequest, key));
    if (created.ok)
        return { kind: 'created', url: created.value.url, reason: null };
    return refused(request, created.trouble);
}
/** True when `mode` wants a comment created; one that is there is kept up to date in every mode but `never`. */
function wantsComment(mode, state) {
    switch (mode) {
        case 'always':
            return true;
        case 'changes':
            return state.changed || state.breached;
        case 'on-breach':
            return state.breached;
        case 'never':
            return false;
    }
}
/**
 * The first comment that carries the key's marker and is ours. Anyone can paste a marker, and a token that can write can
 * edit what others wrote, so the author decides. Who we are is only asked when there is a comment to decide about.
 */
async function findOwn(client, issue, key) {
    const comments = await client.comments(issue);
    if (!comments.ok)
        return comments;
    const candidates = comments.value.filter((comment) => isMarked(key, comment.body));
    if (candidates.length === 0)
        return { ok: true, value: null };
    const identity = await client.identity();
    if (!identity.ok)
        return identity;
    return { ok: true, value: candidates.find((comment) => isOurs(comment, identity.value)) ?? null };
}
/** An app does not learn its own name: for its token every bot's comment with our marker counts, and no person's. */
function isOurs(comment, identity) {
    if (comment.author === null)
        return false;
    return identity.kind === 'user' ? comment.author.id === identity.id : comment.author.type === 'Bot';
}
function comment_saysTheSame(posted, body, slower) {
    const [old, fresh, other] = [comment_linesOf(posted), comment_linesOf(body), comment_linesOf(slower)];
    const comparable = other.length === fresh.length ? other : fresh;
    return old.length === fresh.length && fresh.every((line, index) => line === old[index] || line !== comparable[index]);
}
function comment_linesOf(text) {
    return text.replaceAll('\r\n', '\n').trimEnd().split('\n');
}
function comment_skipped(reason) {
    return { kind: 'skipped', url: null, reason };
}
function refused(request, trouble) {
    const { kind, message } = trouble;
    const elsewhere = `The report is in ${request.elsewhere}.`;
    const said = trouble.status === null ? message : `HTTP ${trouble.status}: ${message}`;
    switch (kind) {
        case 'forbidden':
            return { kind: 'forbidden', url: null, reason: `no comment: ${lackOf(request)} (${said}). ${elsewhere}` };
        case 'not-found': {
            const unseen = `the token can't see pull request #${request.pullRequest ?? 0}; it needs the permission \`pull-requests: write\``;
            return { kind: 'forbidden', url: null, reason: `no comment: ${unseen} (${said}). ${elsewhere}` };
        }
        case 'unauthenticated': {
            const invalid = 'GitHub does not accept the `github-token`: it is wrong or has expired';
            return { kind: 'forbidden', url: null, reason: `no comment: ${invalid} (${said}). ${elsewhere}` };
        }
        case 'locked':
            return { kind: 'forbidden', url: null, reason: `no comment: the conversation is locked (${said}). ${elsewhere}` };
        case 'rate-limited':
            return { kind: 'failed', url: null, reason: `no comment: GitHub's rate limit is used up (${said}). ${elsewhere}` };
        case 'server':
        case 'network':
            return {
                kind: 'failed',
                url: null,
                reason: `no comment: GitHub did not answer as it should (${said}). ${elsewhere}`,
            };
        case 'gone':
        case 'invalid':
            return { kind: 'failed', url: null, reason: `no comment: GitHub refused it (${said}). ${elsewhere}` };
    }
}
function lackOf({ readOnly }) {
    const permission = 'the permission `pull-requests: write`';
    if (readOnly === 'fork')
        return `the token of a pull request from a fork is read-only, it lacks ${permission}`;
    if (readOnly === 'dependabot')
        return `the token of a run by Dependabot is read-only unless the workflow grants it ${permission}`;
    return `the token lacks ${permission}; grant it under \`permissions\` of the job`;
}

;// CONCATENATED MODULE: ./lib/github/summary.js

/**
 * The most bytes of UTF-8 that a step's summary may have. GitHub drops a larger one without a word.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const MAX_SUMMARY_BYTES = 1024 * 1024 - 1024;
const CUT = '\n\n_Cut here: a job summary holds 1 MiB._\n';
/**
 * Adds `markdown` to the job summary, cut at a line where it is too long. True when it was written; else one log line has
 * said why not. Never throws: a verdict does not depend on this.
 */
async function writeSummary(markdown, host) {
    try {
        await host.summary(cutToBytes(markdown, MAX_SUMMARY_BYTES));
        return true;
    }
    catch (error) {
        host.info(`no job summary: ${(0,lib_errors/* messageOf */.bD)(error)}`);
        return false;
    }
}
function cutToBytes(markdown, limit) {
    if (Buffer.byteLength(markdown) <= limit)
        return markdown;
    const room = Buffer.from(markdown).subarray(0, limit - Buffer.byteLength(CUT));
    const lineEnd = room.lastIndexOf('\n');
    return (lineEnd > 0 ? room.subarray(0, lineEnd).toString() : wholeCharacters(room)) + CUT;
}
/** The text of bytes that may end within a character. */
function wholeCharacters(bytes) {
    return new TextDecoder().decode(bytes, { stream: true });
}

;// CONCATENATED MODULE: ./lib/github/publish.js
















/** A character of UTF-16 has up to three bytes of UTF-8. */
const MAX_SUMMARY_LENGTH = Math.floor(MAX_SUMMARY_BYTES / 3);
/**
 * Says on GitHub what the report says: log, files, annotations, job summary, comment, outputs; fails the step where the
 * verdict asks for it. In the mode `measure` only log, files and outputs.
 */
async function publishReport(report, request, stage) {
    const { host } = stage;
    const { publishing, mode } = request;
    for (const line of renderText(report, { colour: true, width: 120 }).trimEnd().split('\n'))
        host.info(line);
    const files = await writeFiles(report, stage.directory);
    const speaks = mode === 'gate';
    if (speaks && publishing.annotations) {
        const remarks = annotations(report).map(({ level, title, message, file, line }) => ({
            level,
            title,
            message,
            place: { file, line, endLine: null },
        }));
        writeAnnotations(remarks, host);
    }
    const summarised = speaks &&
        publishing.summary &&
        (await writeSummary(renderMarkdown(report, { maxLength: MAX_SUMMARY_LENGTH }), host));
    const comment = speaks ? await commentOn(report, request, stage, summarised) : null;
    if (comment?.reason != null)
        host.info(comment.reason);
    writeOutputs({ ...outputsOf(report), ...files, 'comment-url': comment?.url ?? null }, host);
    if (report.verdict === 'breach') {
        const { words, lead } = headlineOf(report);
        host.fail([plain(words), ...(lead === null ? [] : [plain(lead)])].join(': '));
    }
}
async function writeFiles(report, directory) {
    await (0,promises_namespaceObject.mkdir)(directory, { recursive: true });
    const own = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_.join)(directory, 'report-'));
    const files = { report: (0,external_node_path_.join)(own, 'report.json'), markdown: (0,external_node_path_.join)(own, 'report.md') };
    await (0,promises_namespaceObject.writeFile)(files.report, renderJson(report));
    await (0,promises_namespaceObject.writeFile)(files.markdown, renderMarkdown(report, { maxLength: MAX_BODY }));
    return files;
}
async function commentOn(report, { publishing }, { event, client }, summarised) {
    const state = stateOf(report);
    return publishComment({
        mode: publishing.comment,
        key: publishing.commentKey ?? defaultCommentKey(event),
        body: renderMarkdown(report, { maxLength: MAX_BODY }),
        slower: renderMarkdown(slower(report), { maxLength: MAX_BODY }),
        state: {
            changed: state !== 'unchanged' && state !== 'moved' && state !== 'empty',
            breached: state === 'breach' || state === 'accepted' || state === 'failed' || state === 'warned',
        },
        pullRequest: event.pullRequest?.number ?? null,
        readOnly: readOnlyCause(event),
        elsewhere: summarised ? 'the job summary' : 'this log',
    }, client);
}
/** The same of a run that took longer, and found nothing in the builder's cache. */
function slower(report) {
    const hour = 3_600_000;
    const images = report.images.map((row) => {
        const head = row.work.head === null ? null : { ...row.work.head, cached: 0, duration: row.work.head.duration + hour };
        return { ...row, work: { ...row.work, head } };
    });
    return { ...report, images, times: { build: report.times.build + hour, total: report.times.total + hour } };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
;// CONCATENATED MODULE: ./lib/process.js


/** A {@link Run} whose children get `env`, and end with `signal`. */
function createRun(env, signal) {
    return (command, args, options = {}) => new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(command, args, {
            cwd: options.cwd,
            env: { ...env, ...options.env },
            signal,
            stdio: ['pipe', 'pipe', 'pipe'],
        });
        const stdout = process_collect(child.stdout, options.onStdoutLine);
        const stderr = process_collect(child.stderr, options.onStderrLine);
        child.on('error', (error) => {
            // With the signal the child is still ending: `close` settles, so that nothing outlives the run.
            if (error.name !== 'AbortError')
                reject(startError(command, options.cwd, error));
        });
        child.on('close', (code) => {
            if (signal.aborted)
                reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
            else
                resolve({ code, stdout: stdout(), stderr: stderr() });
        });
        feed(child.stdin, options.input);
    });
}
/** A child that ends before it has read its input closes the pipe: its exit code tells more than EPIPE would. */
function feed(stdin, input) {
    stdin.on('error', (error) => {
        if (error.code !== 'EPIPE')
            throw error;
    });
    stdin.end(input);
}
function process_collect(stream, onLine) {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
        text += chunk;
        if (onLine === undefined)
            return;
        const lines = text.split('\n');
        text = lines.pop() ?? '';
        for (const line of lines)
            onLine(line.replace(/\r$/, ''));
    });
    stream.on('end', () => {
        if (onLine === undefined || text === '')
            return;
        onLine(text);
        text = '';
    });
    return () => text;
}
function startError(command, cwd, error) {
    const where = cwd === undefined ? '' : ` in ${cwd}`;
    if (error.code !== 'ENOENT')
        return new lib_errors/* GateError */.ue('environment', `${command} could not be started${where}: ${error.message}`);
    return new lib_errors/* GateError */.ue('environment', `${command} could not be started${where}: no such command or directory`, `Install ${command}, or put it on the PATH.`, error);
}
/** A {@link RunStream} whose children get `env`, and end with `signal` or when nobody reads on. */
function createRunStream(env, signal) {
    return async function* (command, args) {
        const child = (0,external_node_child_process_namespaceObject.spawn)(command, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
        const stderr = process_collect(child.stderr, undefined);
        const ended = new Promise((resolve, reject) => {
            child.on('error', (error) => reject(startError(command, undefined, error)));
            child.on('close', resolve);
        });
        // Awaited below; a reader that leaves early never gets there.
        ended.catch(() => undefined);
        try {
            yield* child.stdout;
            const code = await ended;
            if (code !== 0)
                throw new lib_errors/* GateError */.ue('environment', `${command} ${args[0] ?? ''} failed: ${stderr().trim()}`);
        }
        finally {
            child.kill();
        }
    };
}

;// CONCATENATED MODULE: ./lib/with-world.js





/**
 * Does `work` in this process's world, and tells it to stop on SIGINT and SIGTERM. It rejects then with
 * {@link Interrupted}, after it has cleared up.
 */
async function withWorld(env, log, work) {
    const stop = new AbortController();
    // Every child listens to it: before Node 24 more than ten are warned of as a leak.
    (0,external_node_events_.setMaxListeners)(0, stop.signal);
    const onSignal = (signal) => stop.abort(new lib_errors/* Interrupted */.j$(signal));
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const cache = userCache(env);
    try {
        return await work({
            env,
            cwd: process.cwd(),
            signal: stop.signal,
            run: createRun(env, stop.signal),
            runStream: createRunStream(env, stop.signal),
            runAlways: createRun(env, new AbortController().signal),
            log,
            now: Date.now,
            temporary: env['RUNNER_TEMP'] ?? (0,external_node_os_namespaceObject.tmpdir)(),
            cacheDirectory: cache === null ? null : (0,external_node_path_.join)(cache, 'size-gate'),
        });
    }
    finally {
        process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    }
}
/** null where the user has none: an empty variable or a relative path would lead into the repository. */
function userCache(env) {
    const own = env['XDG_CACHE_HOME'] ?? '';
    if ((0,external_node_path_.isAbsolute)(own))
        return own;
    const home = homeDirectory();
    return (0,external_node_path_.isAbsolute)(home) ? (0,external_node_path_.join)(home, '.cache') : null;
}
function homeDirectory() {
    try {
        return (0,external_node_os_namespaceObject.homedir)();
    }
    catch {
        // Without HOME, for a user id that the system does not know, as in a container.
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/action.js













/** The action's entry: inputs and event from the runner's environment, the report to GitHub. Never green on a failure. */
async function action() {
    const { env } = process;
    const host = await loadActionHost(env);
    try {
        await withWorld(withoutInputs(env), host, async (world) => {
            const inputs = inputsFromEnv(env);
            const event = await readEvent(env, (path) => (0,promises_namespaceObject.readFile)(path, 'utf8'));
            const { repository, pullRequest } = event;
            const token = inputs['github-token'] ?? '';
            if (token !== '')
                host.mask(token);
            const client = token === '' || repository === null
                ? null
                : connectGithub({ token, apiUrl: event.apiUrl, repository, sleep: external_node_timers_promises_namespaceObject.setTimeout, now: Date.now });
            const slug = repository === null ? null : `${repository.owner}/${repository.repo}`;
            await runGate({
                inputs,
                event: event.facts,
                mask: host.mask,
                repositoryName: slug,
                repositoryUrl: slug === null ? null : `${event.serverUrl}/${slug}`,
                acceptance: async (label) => (pullRequest === null ? null : findOverride(label, pullRequest, client)),
                publish: (report, request) => publishReport(report, request, {
                    host,
                    event,
                    client,
                    directory: (0,external_node_path_.join)(world.temporary, 'docker-size-gate'),
                }),
            }, world);
        });
    }
    catch (error) {
        writeFailure(host);
        host.fail(error instanceof lib_errors/* GateError */.ue && error.hint !== null ? `${error.message}\n${error.hint}` : (0,lib_errors/* messageOf */.bD)(error));
        const expected = error instanceof lib_errors/* GateError */.ue || error instanceof lib_errors/* Interrupted */.j$;
        if (!expected && error instanceof Error)
            host.info(error.stack ?? error.message);
    }
}
/** Who goes on after a failed step still reads that nothing passed. */
function writeFailure(host) {
    const figures = { size: null, change: null, download: null, 'download-change': null };
    const files = { report: null, markdown: null, 'comment-url': null };
    writeOutputs({ verdict: null, passed: false, images: [], ...figures, ...files }, host);
}
/** Inputs are this action's own, the token above all: what it starts (`prepare`, buildx) does not get them. */
function withoutInputs(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}

;// CONCATENATED MODULE: ./lib/request/against.js




/** Options of the command that are no inputs of the action. */
const COMMAND_OPTIONS = ['against', 'bandwidth'];
/** Bits a second. */
const USUAL_BANDWIDTH = 100e6;
const HOW = 'Write `size-gate compare --targets A --against B`.';
/** Inputs that say with which commit to compare, or that nothing is. */
const OF_A_COMMIT = ['base-ref', 'baseline', 'prepare', 'mode'];
/**
 * The two targets that `options` and the input `targets` name; null where `--against` is not given. Throws a usage
 * GateError for what does not go with it.
 */
function readAgainst(options, command, inputs) {
    const { against, bandwidth } = options;
    if (against === undefined && bandwidth !== undefined) {
        throw new lib_errors/* GateError */.ue('usage', '`--bandwidth` says what a pull costs where two targets are compared, only', HOW);
    }
    if (against === undefined)
        return null;
    const written = `--against ${problem_quote(against)}`;
    if (command !== 'compare') {
        throw new lib_errors/* GateError */.ue('usage', `\`size-gate ${command}\` compares nothing, but ${written} was given`, HOW);
    }
    const commit = OF_A_COMMIT.find((name) => (inputs[name] ?? '') !== '');
    if (commit !== undefined) {
        const which = `${commit === 'base-ref' ? 'the base' : `--${commit}`} ${problem_quote(inputs[commit] ?? '')}`;
        const message = `${written} compares two targets of the working tree, so ${which} has no part in it`;
        throw new lib_errors/* GateError */.ue('usage', message, 'Take one of the two away.');
    }
    const base = against.trim().toLowerCase();
    if (!/^[a-z0-9][a-z0-9_.-]*$/.test(base)) {
        throw new lib_errors/* GateError */.ue('usage', `${written} is not the name of one target`, '`size-gate check` lists them.');
    }
    const head = headOf(inputs['targets'] ?? '', written);
    if (head.kind === 'matching' && head.patterns[0] === base) {
        throw new lib_errors/* GateError */.ue('usage', `${written} is what \`--targets\` names, too`, 'Name another target with one of them.');
    }
    return { head, base, bandwidth: bandwidth === undefined ? USUAL_BANDWIDTH : parseBandwidth(bandwidth) };
}
function headOf(targets, written) {
    const wanted = `${written} needs one target to compare with it`;
    if (targets.trim() === '')
        throw new lib_errors/* GateError */.ue('usage', wanted, 'Name it with `--targets`.');
    const head = readTargets(parseList(targets, 'split'));
    if (head.kind === 'all' || (head.kind === 'matching' && head.patterns.length > 1)) {
        throw new lib_errors/* GateError */.ue('usage', `${wanted}, but \`--targets\` names ${problem_quote(targets)}`, 'Name one.');
    }
    return head;
}
const SCALES = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
/**
 * Bits a second of a bandwidth such as `100 Mbit/s` or `1 Gbit/s`, at least 1. Throws a usage GateError for what is none,
 * numbers without a unit and bytes included: whoever means bytes is off by eight.
 */
function parseBandwidth(text) {
    const [, number = '', prefix = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)bit\/s$/i.exec(text.trim()) ?? [];
    const bits = number === '' ? 0 : Math.round(Number(number) * (SCALES[prefix.toLowerCase()] ?? 0));
    if (bits >= 1 && Number.isSafeInteger(bits))
        return bits;
    const reason = /^[\d.]+$/.test(text.trim())
        ? 'has no unit'
        : number === ''
            ? 'is not a bandwidth'
            : 'is no bandwidth that anything could be pulled with';
    const hint = 'Write kbit/s, Mbit/s or Gbit/s, such as `100 Mbit/s` or `1 Gbit/s`; 1 MB/s is 8 Mbit/s.';
    throw new lib_errors/* GateError */.ue('usage', `--bandwidth: ${problem_quote(text)} ${reason}`, hint);
}

;// CONCATENATED MODULE: ./lib/request/arguments.js




const COMMANDS = ['compare', 'measure', 'check', 'report', 'init'];
/** Commands of the contract that this version does not have yet. */
const NOT_YET = ['report', 'init'];
const arguments_SWITCHES = ['json', 'markdown', 'quiet', 'help', 'version'];
/** Inputs that are lists take one line more each time they are given. */
const LISTS = ['list', 'lines', 'pairs', 'named', 'secrets', 'targets', 'platforms'];
/**
 * Reads the command line: `size-gate [COMMAND] [BASE] [--INPUT VALUE]…`. Each input is an option of its name; boolean ones
 * also as `--no-NAME`. Throws a usage GateError that names what is wrong and the nearest right word.
 */
function readArguments(words) {
    const inputs = {};
    const switches = new Set();
    const own = {};
    const plain = [];
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
        if (word === '--') {
            plain.push(...rest.splice(0));
        }
        else if (word === '-h') {
            switches.add('help');
        }
        else if (!word.startsWith('-') || word === '-') {
            plain.push(word);
        }
        else {
            readOption(word, rest, { inputs, switches, own });
        }
    }
    const [first] = plain;
    const named = COMMANDS.find((name) => name === first);
    const operands = named === undefined ? plain : plain.slice(1);
    const command = named ?? 'compare';
    const nothing = { inputs, against: null, output: 'text', quiet: false };
    if (switches.has('help'))
        return { command: 'help', ...nothing };
    if (switches.has('version'))
        return { command: 'version', ...nothing };
    if (NOT_YET.includes(command)) {
        throw new lib_errors/* GateError */.ue('usage', `the command \`${command}\` has not come yet in this version`, 'See `size-gate --help`.');
    }
    const asked = { ...inputs, ...arguments_baseOf(command, operands, inputs) };
    return {
        command,
        inputs: asked,
        against: readAgainst(own, command, command === 'compare' ? asked : inputs),
        output: outputOf(switches),
        quiet: switches.has('quiet'),
    };
}
function readOption(word, rest, { inputs, switches, own }) {
    const [, written = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (arguments_SWITCHES.some((name) => name === written) && value === undefined) {
        switches.add(written);
        return;
    }
    const option = COMMAND_OPTIONS.find((each) => each === written);
    if (option !== undefined) {
        const given = value ?? rest.shift();
        if (given === undefined)
            throw new lib_errors/* GateError */.ue('usage', `--${option} needs a value`, 'See `size-gate --help`.');
        if (own[option] !== undefined)
            throw new lib_errors/* GateError */.ue('usage', `--${option} is given twice`);
        own[option] = given;
        return;
    }
    const name = written === 'html' ? 'html-report' : written;
    const positive = name.replace(/^no-/, '');
    if (isInputName(name)) {
        const given = value ?? (inputSpec(name).kind === 'boolean' ? 'true' : rest.shift());
        if (given === undefined)
            throw new lib_errors/* GateError */.ue('usage', `--${written} needs a value`, `${inputSpec(name).description}.`);
        const before = inputs[name];
        inputs[name] = before !== undefined && LISTS.includes(inputSpec(name).kind) ? `${before}\n${given}` : given;
    }
    else if (isInputName(positive) && inputSpec(positive).kind === 'boolean' && value === undefined) {
        inputs[positive] = 'false';
    }
    else {
        const near = nearest(written, [...arguments_SWITCHES, ...COMMAND_OPTIONS, ...INPUT_NAMES]);
        throw new lib_errors/* GateError */.ue('usage', `there is no option \`${word.replace(/=.*/s, '')}\``, near === null ? 'See `size-gate --help`.' : `Did you mean \`--${near}\`?`);
    }
}
function arguments_baseOf(command, operands, inputs) {
    const [base, ...more] = operands;
    if (command === 'measure') {
        if (base !== undefined)
            throw new lib_errors/* GateError */.ue('usage', `\`size-gate measure\` takes no base, but "${base}" was given`);
        return { mode: 'measure', baseline: inputs['baseline'] ?? 'none' };
    }
    if (base === undefined)
        return {};
    if (command === 'check')
        throw new lib_errors/* GateError */.ue('usage', `\`size-gate check\` takes no base, but "${base}" was given`);
    if (more.length > 0)
        throw new lib_errors/* GateError */.ue('usage', `one base can be given, not ${operands.length}: ${operands.join(' ')}`);
    if (inputs['base-ref'] !== undefined) {
        throw new lib_errors/* GateError */.ue('usage', `the base is given twice: ${base} and --base-ref ${inputs['base-ref']}`);
    }
    return { 'base-ref': base };
}
function outputOf(switches) {
    if (switches.has('json') && switches.has('markdown')) {
        throw new lib_errors/* GateError */.ue('usage', '--json and --markdown both go to standard output: give one of them');
    }
    return switches.has('json') ? 'json' : switches.has('markdown') ? 'markdown' : 'text';
}

;// CONCATENATED MODULE: ./lib/request/help.js

/** What `size-gate --help` prints. */
function helpText() {
    const groups = [...new Set(INPUT_NAMES.map((name) => inputSpec(name).group))];
    const options = groups.map((group) => {
        const names = INPUT_NAMES.filter((name) => inputSpec(name).group === group && inputSpec(name).come !== false);
        const lines = names.map((name) => `  --${name}\n      ${describeInput(name)}`);
        return `${group[0]?.toUpperCase() ?? ''}${group.slice(1)}:\n${lines.join('\n')}`;
    });
    return `size-gate: what a change does to the size of the container images that it builds

  size-gate [compare] [BASE]   build and compare with BASE, or with where this branch left the default branch
  size-gate compare --targets A --against B
                               build and compare two targets of one Dockerfile: what A saves, by leaving out what
  size-gate measure            build and measure only
  size-gate check              check config file and Dockerfiles; builds nothing

Two targets:
  --against B                  the target that the one of --targets is compared with, in place of a base
  --bandwidth SPEED            what a pull is told for, such as \`1 Gbit/s\`. Default: \`100 Mbit/s\`.

Output:
  --json, --markdown           the report in this form in place of the table
  --quiet                      no progress
  --version, --help

${options.join('\n\n')}

Exit codes: 0 within budget, 1 over budget, 2 everything else.
`;
}

;// CONCATENATED MODULE: ./lib/report/check-text.js



/** What `size-gate check` found: each image with its targets; nothing was built. */
function checkText({ images }) {
    const lines = images.flatMap(({ request, graph, targets }) => [
        `${visible(request.name)}: ${visible(request.dockerfile)}, ${count(graph.stages.length, 'stage')}`,
        ...targets.map((index) => {
            const { used } = stageCount(graph, index);
            const kind = isShipped(graph, index) ? 'shipped' : 'intermediate';
            return `  ${visible(graph.stages[index]?.target ?? '')}  ${kind}, ${count(used, 'stage')} used`;
        }),
    ]);
    return `${lines.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./lib/terminal-log.js

/** A log on a terminal or a file; `quiet` leaves only warnings. What is logged cannot steer the terminal. */
function terminalLog(stream, quiet) {
    const write = (line) => {
        stream.write(`${logLine(line)}\n`);
    };
    return {
        info(line) {
            if (!quiet)
                write(line);
        },
        warning: (line) => write(`warning: ${line}`),
        async group(title, work) {
            if (!quiet)
                write(title);
            return work();
        },
    };
}

;// CONCATENATED MODULE: ./lib/cli.js












/** Exit codes: the base of the contract's three, and the shell's own for a signal. */
const EXIT = { fine: 0, breach: 1, trouble: 2, SIGINT: 130, SIGTERM: 143 };
/** The command's entry: `words` are its arguments. Sets the process's exit code; throws nothing. */
async function command(words, version) {
    try {
        process.exitCode = await run(readArguments(words), version);
    }
    catch (error) {
        process.exitCode = error instanceof lib_errors/* Interrupted */.j$ ? EXIT[error.signal] : EXIT.trouble;
        process.stderr.write(`${cli_describe(error)}\n`);
    }
}
async function run(given, version) {
    if (given.command === 'help')
        return print(helpText());
    if (given.command === 'version')
        return print(`${version}\n`);
    const { env } = process;
    const log = terminalLog(process.stderr, given.quiet);
    return withWorld(env, log, async (world) => {
        const question = { inputs: given.inputs, against: given.against, repositoryName: env['GITHUB_REPOSITORY'] ?? null };
        if (given.command === 'check')
            return print(checkText(await check(question, world)));
        // In a workflow's `run:` step the base is chosen as the action would choose it.
        const event = await readEvent(isActions(env) ? env : {}, (path) => (0,promises_namespaceObject.readFile)(path, 'utf8'));
        const report = await runGate({
            ...question,
            event: event.facts,
            repositoryUrl: null,
            acceptance: () => Promise.resolve(null),
            publish: async (result) => {
                await print(rendered(result, given.output));
            },
        }, world);
        if (report.images.some(({ status }) => status === 'failed'))
            return EXIT.trouble;
        return report.verdict === 'breach' ? EXIT.breach : EXIT.fine;
    });
}
function rendered(report, output) {
    switch (output) {
        case 'json':
            return renderJson(report);
        case 'markdown':
            return renderMarkdown(report, { maxLength: Number.POSITIVE_INFINITY });
        case 'text': {
            const { stdout, env } = process;
            const colour = stdout.isTTY && (env['NO_COLOR'] ?? '') === '';
            return renderText(report, { colour, width: stdout.isTTY ? stdout.columns : 80 });
        }
    }
}
function print(text) {
    return new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error == null ? resolve(EXIT.fine) : reject(error)));
    });
}
function cli_describe(error) {
    if (error instanceof lib_errors/* GateError */.ue)
        return `size-gate: ${error.message}${error.hint === null ? '' : `\n${error.hint}`}`;
    if (error instanceof lib_errors/* Interrupted */.j$)
        return `size-gate: ${error.message}; everything was cleared away`;
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `size-gate: this is a defect of size-gate itself; please report it with the following:\n${words}`;
}

;// CONCATENATED MODULE: ./lib/main.js



var __webpack_exports__action = __webpack_exports__.X;
var __webpack_exports__command = __webpack_exports__.G;
export { __webpack_exports__action as action, __webpack_exports__command as command };
