'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const strings = data.strings;
  const sites = data.sites;
  const siteCount = sites.line.length;
  const byId = (id) => document.getElementById(id);

  // Words and numbers.

  const grouped = new Intl.NumberFormat('en-US');
  const number = (n) => grouped.format(n);
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  function size(bytes) {
    let value = bytes;
    let unit = 0;
    while (Math.abs(value) >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return (unit === 0 ? number(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1)) + ' ' + units[unit];
  }
  const percent = (part, whole) => (whole > 0 ? (100 * part / whole).toFixed(1) + ' %' : '');
  const amount = (value, unit) => (unit === 'bytes' ? size(value) : number(value));
  const text = (index) => (index < 0 ? '' : strings[index]);

  function element(tag, className, content) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (content !== undefined) {
      made.textContent = content;
    }
    return made;
  }

  function place(i) {
    const line = sites.line[i];
    const file = text(sites.file[i]);
    const source = file ? file + (line ? ':' + line : '') : line ? 'line ' + line : '';
    return text(sites.class[i]) + '.' + text(sites.method[i]) + (source ? '(' + source + ')' : '');
  }

  const REWRITTEN = 1;
  const REFUSED = 2;
  const fates = new Uint8Array(siteCount);
  for (let i = 0; i < siteCount; i++) {
    fates[i] = sites.refusal[i] >= 0 ? REFUSED : sites.rewrite[i] >= 0 ? REWRITTEN : 0;
  }
  function fateText(i) {
    const rewrite = text(sites.rewrite[i]);
    return fates[i] === REFUSED ? (rewrite + ' refused: ' + text(sites.refusal[i])).trim()
      : fates[i] === REWRITTEN ? rewrite + ' rewritten' : '';
  }

  // Amounts of each site. Requested is what was asked for before: executed and avoided together.

  const known = (column) => column !== null;
  const value = (column, i) => (column === null || column[i] < 0 ? 0 : column[i]);
  function sum(column, extra) {
    const total = new Float64Array(siteCount);
    for (let i = 0; i < siteCount; i++) {
      total[i] = value(column, i) + (extra === null ? 0 : extra[i]);
    }
    return total;
  }
  const has = {
    executed: known(sites.executedBytes),
    avoided: known(sites.hits),
    sampled: known(sites.sampledBytes),
    live: known(sites.liveBytes),
  };
  const requestedBytes = sum(sites.executedBytes, sites.avoidedBytes);
  const requestedCount = sum(sites.executedCount, sites.hits === null ? null : sum(sites.hits, null));
  const measures = [];
  if (has.executed || has.avoided) {
    measures.push({id: 'requested', bytes: requestedBytes, count: requestedCount});
  }
  if (has.executed) {
    measures.push({id: 'executed', bytes: sites.executedBytes, count: sites.executedCount});
  }
  if (has.avoided) {
    measures.push({id: 'avoided', bytes: sites.avoidedBytes, count: sites.hits});
  }
  if (has.sampled) {
    measures.push({id: 'sampled', bytes: sites.sampledBytes, count: sites.sampledCount});
  }
  if (has.live) {
    measures.push({id: 'live', bytes: sites.liveBytes, count: sites.liveCount});
  }

  // The head of the page.

  function showHead() {
    const run = data.runs[0];
    const more = data.runs.length - 1;
    byId('program').textContent = run === undefined ? 'No JVM'
      : run.command + (more > 0 ? ' and ' + number(more) + ' more JVM' + (more > 1 ? 's' : '') : '');
    byId('jvm').textContent = run === undefined ? '' : run.vm + ' ' + run.version + ', pid ' + run.pid
      + ', ' + (run.durationMillis / 1000).toFixed(1) + ' s from ' + new Date(run.startMillis).toISOString()
      + ', track=' + run.track + ', numbers taken: ' + run.reason;
    document.title = 'Heapwise: ' + byId('program').textContent;
    byId('note').textContent = data.note;
  }

  function bar(name, hint, parts, whole, label) {
    const row = element('div', 'bar');
    const title = element('div', 'name', name);
    title.append(element('small', '', hint));
    const track = element('div', 'track');
    track.setAttribute('aria-hidden', 'true');
    for (const [color, part] of parts) {
      const piece = element('span');
      piece.style.width = Math.max(0, Math.min(100, 100 * part / whole)) + '%';
      piece.style.background = 'var(--' + color + ')';
      track.append(piece);
    }
    const shown = element('div', 'value');
    shown.append(element('b', '', label[0]), label[1]);
    row.append(title, track, shown);
    return row;
  }

  /** At the sites that were both counted and sampled. */
  function removedByJit() {
    let executed = 0;
    let allocated = 0;
    for (let i = 0; has.executed && has.sampled && i < siteCount; i++) {
      if (sites.executedBytes[i] >= 0 && sites.sampledBytes[i] >= 0) {
        executed += sites.executedBytes[i];
        allocated += sites.sampledBytes[i];
      }
    }
    return executed === 0 ? '' : '; at sites that were counted as well, ' + size(allocated) + ' of the ' + size(executed)
      + ' executed' + (allocated < executed ? ': the rest is what the JIT removed' : '');
  }

  function showBars() {
    const totals = data.totals;
    const bars = byId('bars');
    const executed = Math.max(0, totals.executedBytes);
    const avoided = has.avoided ? totals.avoidedBytes : 0;
    const before = executed + Math.max(0, avoided);
    const whole = Math.max(before, totals.sampledBytes, totals.liveBytes, 1);
    if (has.executed || has.avoided) {
      bars.append(bar('Before', 'requested by the code as it was', [['before', before]], whole,
        [totals.text.requestedBytes + ' bytes', ' (' + size(before) + ')']));
    }
    if (has.avoided) {
      bars.append(bar('Avoided', 'by rewritten sites', [['avoided', avoided]], whole,
        [totals.text.avoidedBytes + ' bytes', ' (' + (percent(avoided, before) || '0 %') + ' of before), '
          + totals.text.hits + ' runs of ' + number(totals.rewritten) + ' rewritten sites']));
    }
    if (has.executed) {
      bars.append(bar('After', 'executed: requested by the code as it is', [['after', executed]], whole,
        [totals.text.executedBytes + ' bytes', ' (' + percent(executed, before) + ' of before), '
          + totals.text.executedCount + ' allocations']));
    }
    if (totals.sampledBytes >= 0) {
      bars.append(bar('Really allocated', 'sampled, estimated by the JVM', [['real', totals.sampledBytes]], whole,
        [totals.text.sampledBytes + ' bytes', ' (' + size(totals.sampledBytes) + ')' + removedByJit()]));
    }
    if (totals.liveBytes >= 0) {
      bars.append(bar('Live', 'still reachable, estimated', [['real', totals.liveBytes]], whole,
        [totals.text.liveBytes + ' bytes', ' (' + size(totals.liveBytes) + ')']));
    }
    if (!bars.hasChildNodes()) {
      bars.append(element('p', 'quiet', 'Nothing was counted.'));
    }
  }

  function plainTable(header, rows) {
    const table = element('table', 'plain');
    const head = element('tr');
    header.forEach((name, i) => {
      const cell = element('th', i > 0 ? 'number' : '', name);
      cell.scope = 'col';
      head.append(cell);
    });
    table.append(element('thead'), element('tbody'));
    table.tHead.append(head);
    for (const row of rows) {
      const line = element('tr');
      row.forEach((cell, i) => line.append(element('td', i > 0 ? 'number' : '', cell)));
      table.tBodies[0].append(line);
    }
    return table;
  }

  function showRewrites() {
    const box = byId('rewrites');
    const rows = data.rewrites.map((r) => [r.rewrite + (r.on ? '' : ' (off)'), number(r.sites), number(r.refused),
      number(r.hits), number(r.avoidedBytes)]);
    if (rows.length > 0) {
      box.append(plainTable(['rewrite', 'sites', 'refused', 'hits', 'avoided bytes'], rows));
    }
    box.append(element('p', 'note', data.note));
    for (const rewrite of data.rewrites.filter((r) => r.refusals.length > 0)) {
      box.append(reasons(rewrite.rewrite + ': ' + number(rewrite.refused) + ' refused, by reason', rewrite.refusals));
    }
    const c = data.classes;
    box.append(element('p', 'quiet', 'Classes: ' + number(c.seen) + ' seen, ' + number(c.skipped) + ' skipped, '
      + number(c.parsed) + ' parsed, ' + number(c.changed) + ' changed, ' + number(c.failed) + ' failed.'
      + (c.firstFailure ? ' First failure: ' + c.firstFailure : '')));
    if (c.leftAlone.length > 0) {
      box.append(reasons('Classes left alone, by reason', c.leftAlone));
    }
  }

  function reasons(title, list) {
    const details = element('details');
    const items = element('ul');
    details.append(element('summary', '', title), items);
    for (const [reason, count] of list) {
      items.append(element('li', '', number(count) + ': ' + reason));
    }
    return details;
  }

  function showPools() {
    byId('pools-section').hidden = data.pools.length === 0;
    byId('pools').append(plainTable(['pool', 'claims', 'hits', 'drops', 'bytes retained', 'at most'],
      data.pools.map((p) => [p[0], ...p.slice(1).map(number)])));
  }

  function showJvms() {
    const rows = data.runs.map((run) => [run.command, String(run.pid), run.vm + ' ' + run.version,
      new Date(run.startMillis).toISOString(), (run.durationMillis / 1000).toFixed(1) + ' s', run.track, run.reason,
      run.allocatedBytes < 0 ? '-' : number(run.allocatedBytes),
      (run.agentNanos / 1e6).toFixed(1) + ' ms' + (run.agentBytes < 0 ? '' : ', ' + number(run.agentBytes) + ' bytes'), run.flags.join(' ')]);
    const most = 200;
    byId('jvms').append(plainTable(['program', 'pid', 'JVM', 'started', 'ran', 'track', 'reason', 'allocated bytes, as the JVM counts',
      'the agent\'s own cost', 'options'], rows.slice(0, most)));
    if (rows.length > most) {
      byId('jvms').append(element('p', 'quiet', 'and ' + number(rows.length - most) + ' more'));
    }
  }

  // The flame graph. A tree is arrays by number of node; parents have smaller numbers than their children.

  function newTree() {
    return {names: ['all'], name: [0], parent: [-1], numbers: new Map(), rows: null, rowNode: null};
  }
  function nameOf(tree, name) {
    let index = tree.numbers.get(name);
    if (index === undefined) {
      index = tree.names.push(name) - 1;
      tree.numbers.set(name, index);
    }
    return index;
  }
  function addNode(tree, parent, name) {
    tree.parent.push(parent);
    return tree.name.push(nameOf(tree, name)) - 1;
  }
  function childOf(tree, children, key, parent, name) {
    let node = children.get(key);
    if (node === undefined) {
      node = addNode(tree, parent, name());
      children.set(key, node);
    }
    return node;
  }

  /** Packages, classes, methods with lines, and types. */
  function siteTree() {
    const tree = newTree();
    const packages = new Map();
    const classes = new Map();
    const lines = new Map();
    tree.rowNode = new Int32Array(siteCount);
    for (let i = 0; i < siteCount; i++) {
      const cls = sites.class[i];
      let classNode = classes.get(cls);
      if (classNode === undefined) {
        const full = strings[cls];
        const dot = full.lastIndexOf('.');
        const pkg = dot < 0 ? '(no package)' : full.slice(0, dot);
        const packageNode = childOf(tree, packages, pkg, 0, () => pkg);
        classNode = addNode(tree, packageNode, full.slice(dot + 1));
        classes.set(cls, classNode);
      }
      const key = classNode + ':' + sites.method[i] + ':' + sites.line[i];
      const lineNode = childOf(tree, lines, key, classNode,
        () => strings[sites.method[i]] + (sites.line[i] ? ':' + sites.line[i] : ''));
      tree.rowNode[i] = addNode(tree, lineNode, strings[sites.type[i]]);
    }
    return tree;
  }

  /** Stacks as they were sampled, the outermost frame first. */
  function stackTree() {
    const tree = newTree();
    const frames = data.frames;
    const children = new Map();
    const types = new Map();
    tree.rowNode = new Int32Array(data.stacks.frames.length);
    data.stacks.frames.forEach((stack, i) => {
      let node = 0;
      for (let k = stack.length - 1; k >= 0; k--) {
        const frame = stack[k];
        node = childOf(tree, children, node * (frames.line.length + 1) + frame, node,
          () => strings[frames.class[frame]] + '.' + strings[frames.method[frame]]
            + (frames.line[frame] ? ':' + frames.line[frame] : ''));
      }
      const type = data.stacks.type[i];
      tree.rowNode[i] = childOf(tree, types, node + ':' + type, node, () => strings[type]);
    });
    return tree;
  }

  const ROW = 21;
  const flame = {
    tree: null, trees: {}, values: null, avoided: null, refusedValues: null, zoom: 0, cursor: 0, drawn: [], matched: null, unit: 'bytes',
  };
  const canvas = byId('flame');

  function accumulate(tree, columnOf) {
    const total = new Float64Array(tree.parent.length);
    for (let i = 0; i < tree.rowNode.length; i++) {
      total[tree.rowNode[i]] += columnOf(i);
    }
    for (let node = total.length - 1; node > 0; node--) {
      total[tree.parent[node]] += total[node];
    }
    return total;
  }

  function flameSources() {
    const sources = [];
    if (data.stacks.frames.length > 0) {
      sources.push(['stacks', 'sampled stacks']);
    }
    if (siteCount > 0) {
      sources.push(['sites', 'sites: packages, classes, methods']);
    }
    return sources;
  }

  function options(select, list) {
    select.replaceChildren(...list.map(([id, label]) => {
      const option = element('option', '', label);
      option.value = id;
      return option;
    }));
  }

  function flameMeasures() {
    if (byId('flame-source').value === 'stacks') {
      const live = data.stacks.liveBytes.some((bytes) => bytes >= 0);
      return ['sampled'].concat(live ? ['live'] : []);
    }
    return measures.map((measure) => measure.id);
  }

  function chooseSource() {
    const list = [];
    for (const id of flameMeasures()) {
      list.push([id + ' bytes', id + ' bytes'], [id + ' count', id === 'avoided' ? 'runs of rewritten sites' : id + ' count']);
    }
    options(byId('flame-measure'), list);
    const source = byId('flame-source').value;
    if (source) {
      flame.trees[source] = flame.trees[source] || (source === 'stacks' ? stackTree() : siteTree());
      flame.tree = flame.trees[source];
    }
    chooseMeasure();
  }

  function chooseMeasure() {
    if (flame.tree === null) {
      byId('flame-status').textContent = 'There is nothing to show.';
      return;
    }
    const [id, unit] = byId('flame-measure').value.split(' ');
    const isStacks = byId('flame-source').value === 'stacks';
    flame.unit = unit;
    const measure = isStacks
      ? {bytes: data.stacks[id + 'Bytes'], count: data.stacks[id + 'Count']}
      : measures.find((candidate) => candidate.id === id);
    const column = measure === undefined ? null : measure[unit];
    // Avoided bytes may be negative; elsewhere that means unknown.
    const isSigned = unit === 'bytes' && (id === 'requested' || id === 'avoided');
    const shown = (i) => (column === null ? 0 : isSigned ? column[i] : Math.max(0, column[i]));
    flame.values = accumulate(flame.tree, shown);
    const isSites = !isStacks && column !== null;
    flame.avoided = isSites && id === 'requested' && has.avoided
      ? accumulate(flame.tree, (i) => (unit === 'bytes' ? sites.avoidedBytes[i] : value(sites.hits, i))) : null;
    flame.refusedValues = isSites ? accumulate(flame.tree, (i) => (fates[i] === REFUSED ? shown(i) : 0)) : null;
    showLegend();
    flame.zoom = 0;
    flame.cursor = 0;
    showPath();
    search();
  }

  function showLegend() {
    const legend = byId('flame-legend');
    legend.replaceChildren();
    const keys = [];
    if (flame.avoided !== null) {
      keys.push(['avoided', 'avoided part']);
    }
    if (flame.refusedValues !== null) {
      keys.push(['refused', 'refused part']);
    }
    keys.push(['match', 'found by the search']);
    for (const [color, label] of keys) {
      const key = element('i');
      key.style.background = 'var(--' + color + ')';
      legend.append(key, label);
    }
    if (flame.avoided !== null) {
      legend.append('. ' + data.note);
    }
  }

  function search() {
    const query = byId('flame-search').value.trim().toLowerCase();
    flame.matched = null;
    flame.found = 0;
    if (query && flame.tree !== null) {
      const tree = flame.tree;
      tree.lower = tree.lower || tree.names.map((name) => name.toLowerCase());
      const hits = tree.lower.map((name) => name.includes(query));
      const covered = new Uint8Array(tree.parent.length);
      flame.matched = covered;
      for (let node = 1; node < covered.length; node++) {
        if (hits[tree.name[node]]) {
          flame.found += covered[tree.parent[node]] ? 0 : flame.values[node];
          covered[node] = 2;
        } else if (covered[tree.parent[node]]) {
          covered[node] = 1;
        }
      }
    }
    draw();
    describe(flame.cursor);
  }

  function fullName(node) {
    const tree = flame.tree;
    return tree.names[tree.name[node]];
  }

  /** Of a node, or of the whole; the status line is read out by screen readers. */
  function describe(node) {
    if (flame.tree === null) {
      return;
    }
    const total = flame.values[0];
    const parts = [fullName(node), amount(flame.values[node], flame.unit)];
    if (flame.unit === 'bytes') {
      parts.push(number(flame.values[node]) + ' bytes');
    }
    if (total > 0 && node !== 0) {
      parts.push(percent(flame.values[node], total) + ' of all');
    }
    if (flame.avoided !== null && flame.avoided[node] > 0) {
      parts.push(percent(flame.avoided[node], flame.values[node]) + ' avoided');
    }
    if (flame.refusedValues !== null && flame.refusedValues[node] > 0) {
      parts.push(percent(flame.refusedValues[node], flame.values[node]) + ' in refused sites');
    }
    if (flame.matched !== null) {
      parts.push('the search finds ' + (percent(flame.found, total) || 'nothing'));
    }
    byId('flame-status').textContent = parts.join(' \u00b7 ');
  }

  /** The nodes that are wide enough to be seen, with their places: from the zoomed node on, level by level. */
  function layOut(width) {
    const tree = flame.tree;
    const values = flame.values;
    const whole = values[flame.zoom];
    const least = whole * 0.4 / width;
    const inside = new Uint8Array(values.length);
    const children = new Map();
    inside[flame.zoom] = 1;
    for (let node = flame.zoom + 1; node < values.length; node++) {
      const parent = tree.parent[node];
      if (inside[parent] && values[node] >= least && values[node] > 0) {
        inside[node] = 1;
        const siblings = children.get(parent);
        if (siblings === undefined) {
          children.set(parent, [node]);
        } else {
          siblings.push(node);
        }
      }
    }
    const levels = [];
    let level = whole > 0 ? [{node: flame.zoom, x: 0, width}] : [];
    while (level.length > 0) {
      levels.push(level);
      const next = [];
      for (const box of level) {
        let x = box.x;
        const inner = children.get(box.node) || [];
        inner.sort((a, b) => values[b] - values[a] || a - b);
        for (const node of inner) {
          const w = width * values[node] / whole;
          next.push({node, x, width: w});
          x += w;
        }
      }
      level = next;
    }
    return levels;
  }

  function draw() {
    if (flame.tree === null) {
      return;
    }
    const width = Math.max(100, canvas.parentElement.clientWidth);
    flame.drawn = layOut(width);
    const height = Math.max(1, flame.drawn.length) * ROW;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = height + 'px';
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue('--' + name).trim();
    const palette = {
      frames: [color('frame-a'), color('frame-b'), color('frame-c')], dim: color('dim'), match: color('match'), text: color('frame-text'),
      matchText: color('match-text'), quiet: color('quiet'), avoided: color('avoided'), refused: color('refused'), card: color('card'),
      focus: color('focus'), strong: color('text'),
    };
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.font = '12px ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace';
    context.textBaseline = 'middle';
    const letter = context.measureText('m').width;
    flame.drawn.forEach((level, depth) => level.forEach((box) => drawBox(context, box, depth * ROW, palette, letter)));
    if (flame.drawn.length === 0) {
      context.fillStyle = palette.quiet;
      context.fillText('Nothing was counted by this measure.', 8, ROW / 2);
    }
  }

  function drawBox(context, box, y, palette, letter) {
    const node = box.node;
    const width = Math.max(0.5, box.width - (box.width > 3 ? 1 : 0));
    const isMatch = flame.matched !== null && flame.matched[node] === 2;
    const isDim = flame.matched !== null && flame.matched[node] === 0;
    context.fillStyle = isMatch ? palette.match : isDim ? palette.dim : palette.frames[colorOf(node)];
    context.fillRect(box.x, y, width, ROW - 1);
    if (flame.refusedValues !== null && flame.values[node] > 0) {
      const refused = width * flame.refusedValues[node] / flame.values[node];
      const avoided = flame.avoided === null ? 0 : Math.min(1, flame.avoided[node] / flame.values[node]) * width;
      context.fillStyle = palette.avoided;
      context.fillRect(box.x, y + ROW - 5, avoided, 4);
      context.fillStyle = palette.refused;
      context.fillRect(box.x + width - refused, y + ROW - 5, refused, 4);
    }
    const letters = Math.floor((width - 6) / letter);
    if (letters >= 3) {
      const name = fullName(node);
      context.fillStyle = isMatch ? palette.matchText : isDim ? palette.quiet : palette.text;
      context.fillText(name.length <= letters ? name : name.slice(0, letters - 1) + '\u2026', box.x + 4, y + ROW / 2 - 2);
    }
    if (node === flame.cursor && document.activeElement === canvas) {
      context.strokeStyle = palette.strong;
      context.lineWidth = 2;
      context.strokeRect(box.x + 1, y + 1, Math.max(1, width - 2), ROW - 3);
    }
  }

  /** One of three, the same for the same name. */
  function colorOf(node) {
    const name = fullName(node);
    let hash = 7;
    for (let i = 0; i < name.length; i++) {
      hash = (hash * 31 + name.charCodeAt(i)) | 0;
    }
    return Math.abs(hash) % 3;
  }

  function showPath() {
    const path = byId('flame-path');
    const nodes = [];
    for (let node = flame.zoom; node > 0; node = flame.tree.parent[node]) {
      nodes.unshift(node);
    }
    path.replaceChildren();
    for (const node of [0, ...nodes]) {
      const button = element('button', '', fullName(node));
      button.type = 'button';
      button.addEventListener('click', () => zoom(node));
      path.append(...(node === 0 ? [] : ['\u203a']), button);
    }
  }

  function zoom(node) {
    flame.zoom = node;
    flame.cursor = node;
    showPath();
    draw();
    describe(node);
  }

  function boxAt(event) {
    const bounds = canvas.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const level = flame.drawn[Math.floor((event.clientY - bounds.top) / ROW)];
    return level === undefined ? undefined : level.find((box) => x >= box.x && x < box.x + Math.max(1, box.width));
  }

  function moveCursor(key) {
    const depth = flame.drawn.findIndex((level) => level.some((box) => box.node === flame.cursor));
    const level = flame.drawn[depth];
    if (level === undefined) {
      return;
    }
    const index = level.findIndex((box) => box.node === flame.cursor);
    let next;
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      next = level[index + (key === 'ArrowRight' ? 1 : -1)];
    } else if (key === 'ArrowUp') {
      next = depth > 0 ? {node: flame.tree.parent[flame.cursor]} : undefined;
    } else {
      next = (flame.drawn[depth + 1] || []).find((box) => flame.tree.parent[box.node] === flame.cursor);
    }
    if (next !== undefined) {
      flame.cursor = next.node;
      draw();
      describe(flame.cursor);
    }
  }

  function startFlame() {
    options(byId('flame-source'), flameSources());
    byId('flame-source').addEventListener('change', chooseSource);
    byId('flame-measure').addEventListener('change', chooseMeasure);
    byId('flame-search').addEventListener('input', search);
    byId('flame-reset').addEventListener('click', () => zoom(0));
    canvas.addEventListener('click', (event) => {
      const box = boxAt(event);
      if (box !== undefined) {
        zoom(box.node);
      }
    });
    canvas.addEventListener('mousemove', (event) => {
      const box = boxAt(event);
      canvas.title = box === undefined ? '' : fullName(box.node);
      describe(box === undefined ? flame.cursor : box.node);
    });
    canvas.addEventListener('mouseleave', () => describe(flame.cursor));
    canvas.addEventListener('focus', draw);
    canvas.addEventListener('blur', draw);
    canvas.addEventListener('keydown', (event) => {
      if (event.key.startsWith('Arrow')) {
        moveCursor(event.key);
      } else if (event.key === 'Enter') {
        zoom(flame.cursor);
      } else if (event.key === 'Escape') {
        zoom(flame.zoom > 0 ? flame.tree.parent[flame.zoom] : 0);
      } else {
        return;
      }
      event.preventDefault();
    });
    window.addEventListener('resize', draw);
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    chooseSource();
  }

  // The table of sites. Only the rows that can be seen are in the page.

  const ROW_HEIGHT = 29;
  const columns = [];
  const table = {order: null, shown: null, question: null, others: '', sort: null, descending: true, haystack: null, first: -1, last: -1};

  function numberColumn(label, column, isKnown, hint) {
    columns.push({
      label, hint, isNumber: true, key: (i) => (isKnown(i) ? column[i] : -Infinity),
      cell: (i) => (isKnown(i) ? number(column[i]) : ''),
    });
  }
  function textColumn(label, index, cell, className) {
    columns.push({label, isNumber: false, key: index, cell, className});
  }

  function makeColumns() {
    const counted = (column) => (i) => column[i] >= 0;
    const isRequested = (i) => value(sites.executedCount, i) > 0 || (has.executed && sites.executedCount[i] >= 0)
      || (has.avoided && sites.hits[i] >= 0);
    if (has.executed || has.avoided) {
      numberColumn('requested\nbytes', requestedBytes, isRequested, 'before: executed and avoided together');
      numberColumn('count', requestedCount, isRequested, 'runs of either form');
    }
    if (has.executed && has.avoided) {
      numberColumn('executed\nbytes', sites.executedBytes, counted(sites.executedBytes), 'after: by the code as it is');
    }
    if (has.avoided) {
      numberColumn('avoided\nbytes', sites.avoidedBytes, counted(sites.hits), data.note);
    }
    if (has.sampled) {
      numberColumn('sampled\nbytes', sites.sampledBytes, counted(sites.sampledBytes), 'really allocated, estimated by the JVM');
    }
    if (has.live) {
      numberColumn('live\nbytes', sites.liveBytes, counted(sites.liveBytes), 'still reachable, estimated by the JVM');
    }
    textColumn('site', place, place, 'site');
    textColumn('what became of it', fateText, fateText, 'fate');
    textColumn('type', (i) => text(sites.type[i]), (i) => text(sites.type[i]));
  }

  function makeHead() {
    for (const column of columns) {
      const cell = element('th', column.isNumber ? 'number' : '');
      cell.scope = 'col';
      const button = element('button', '', column.label);
      button.type = 'button';
      if (column.hint) {
        button.title = column.hint;
      }
      button.addEventListener('click', () => sortBy(column, table.sort === column ? !table.descending : column.isNumber));
      cell.append(button);
      column.head = cell;
      byId('head').append(cell);
    }
  }

  function sortBy(column, descending) {
    table.sort = column;
    table.descending = descending;
    for (const other of columns) {
      const isSorted = other === column;
      other.head.setAttribute('aria-sort', isSorted ? (descending ? 'descending' : 'ascending') : 'none');
      other.head.firstChild.textContent = (isSorted ? (descending ? '\u25be ' : '\u25b4 ') : '') + other.label;
    }
    const order = Uint32Array.from({length: siteCount}, (_, i) => i);
    const sign = descending ? -1 : 1;
    if (column.isNumber) {
      const keys = Float64Array.from(order, column.key);
      order.sort((a, b) => (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b));
    } else {
      column.keys = column.keys || Array.from(order, column.key);
      const keys = column.keys;
      order.sort((a, b) => (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b));
    }
    table.order = order;
    table.question = null;
    filter();
  }

  function haystack() {
    if (table.haystack === null) {
      table.haystack = Array.from({length: siteCount}, (_, i) => (place(i) + ' ' + text(sites.type[i]) + ' '
        + text(sites.kind[i]) + ' ' + fateText(i)).toLowerCase());
    }
    return table.haystack;
  }

  function filter() {
    const question = byId('filter').value.trim().toLowerCase();
    const words = question.split(/\s+/).filter((word) => word);
    const fate = {all: -1, none: 0, rewritten: REWRITTEN, refused: REFUSED}[byId('fate').value];
    const rewrite = byId('rewrite').value;
    const hay = words.length > 0 ? haystack() : null;
    // Letters that are added to a question can only narrow down what it has found.
    const others = fate + rewrite;
    const isNarrower = table.question !== null && question.startsWith(table.question) && others === table.others;
    const candidates = isNarrower ? table.shown : table.order;
    table.question = question;
    table.others = others;
    const shown = new Uint32Array(candidates.length);
    let count = 0;
    let bytes = 0;
    for (const i of candidates) {
      if ((fate < 0 || fates[i] === fate) && (rewrite === '' || text(sites.rewrite[i]) === rewrite)
        && (hay === null || words.every((word) => hay[i].includes(word)))) {
        shown[count++] = i;
        bytes += requestedBytes[i];
      }
    }
    table.shown = shown.subarray(0, count);
    byId('table').setAttribute('aria-rowcount', count + 1);
    byId('sites-status').textContent = number(count) + ' of ' + number(siteCount) + ' sites'
      + (has.executed || has.avoided ? ', with ' + size(bytes) + ' requested' : '');
    byId('table-box').scrollTop = 0;
    table.first = -1;
    showRows();
  }

  function spacer(height) {
    const row = element('tr', 'spacer');
    row.setAttribute('aria-hidden', 'true');
    const cell = element('td');
    cell.colSpan = columns.length;
    cell.style.height = height + 'px';
    row.append(cell);
    return row;
  }

  function showRows() {
    const box = byId('table-box');
    const count = table.shown.length;
    const visible = Math.ceil(box.clientHeight / ROW_HEIGHT);
    const first = Math.max(0, Math.min(count - visible, Math.floor(box.scrollTop / ROW_HEIGHT)) - 15);
    const last = Math.min(count, first + visible + 30);
    if (first === table.first && last === table.last) {
      return;
    }
    table.first = first;
    table.last = last;
    const rows = [spacer(first * ROW_HEIGHT)];
    for (let k = first; k < last; k++) {
      rows.push(tableRow(table.shown[k], k));
    }
    rows.push(spacer((count - last) * ROW_HEIGHT));
    byId('rows').replaceChildren(...rows);
  }

  function tableRow(i, position) {
    const row = element('tr');
    row.setAttribute('aria-rowindex', position + 2);
    for (const column of columns) {
      const cell = element('td', column.isNumber ? 'number' : column.className || '');
      const content = column.cell(i);
      if (column.className === 'site') {
        const button = element('button', '', content);
        button.type = 'button';
        button.title = content;
        button.addEventListener('click', () => showDetail(i));
        cell.append(button);
      } else {
        cell.textContent = content;
        if (!column.isNumber) {
          cell.title = content;
        }
        if (column.className === 'fate' && fates[i] !== 0) {
          cell.classList.add(fates[i] === REFUSED ? 'refused' : 'rewritten');
        }
      }
      row.append(cell);
    }
    return row;
  }

  function showDetail(i) {
    const list = element('dl');
    const add = (name, shown) => {
      if (shown !== '') {
        list.append(element('dt', '', name), element('dd', '', shown));
      }
    };
    const pair = (bytes, count) => (count === null || count[i] < 0 ? '' : number(bytes[i]) + ' bytes in ' + number(count[i]));
    add('site', place(i) + (sites.index[i] < 0 ? '' : ', bytecode index ' + sites.index[i]));
    add('method', text(sites.method[i]) + text(sites.descriptor[i]));
    add('allocates', text(sites.type[i]) + ' (' + text(sites.kind[i]) + ')');
    add('what became of it', fateText(i));
    add('executed', pair(sites.executedBytes, sites.executedCount));
    add('avoided', pair(sites.avoidedBytes, sites.hits) && pair(sites.avoidedBytes, sites.hits) + ' runs. ' + data.note);
    add('sampled', pair(sites.sampledBytes, sites.sampledCount));
    add('live', pair(sites.liveBytes, sites.liveCount));
    byId('detail').replaceChildren(list);
    byId('detail').hidden = false;
  }

  function startTable() {
    makeColumns();
    makeHead();
    const rewrites = [...new Set(sites.rewrite)].filter((index) => index >= 0).map((index) => strings[index]).sort();
    byId('rewrite').append(...rewrites.map((name) => element('option', '', name)));
    byId('filter').addEventListener('input', filter);
    byId('fate').addEventListener('change', filter);
    byId('rewrite').addEventListener('change', filter);
    byId('table-box').addEventListener('scroll', showRows, {passive: true});
    window.addEventListener('resize', () => {
      table.first = -1;
      showRows();
    });
    sortBy(columns[0], columns[0].isNumber);
  }

  showHead();
  showBars();
  showRewrites();
  showPools();
  showJvms();
  startTable();
  startFlame();
  document.documentElement.dataset.ready = 'true';
  // What the first question to the list needs: made while nobody waits for it.
  (window.requestIdleCallback || setTimeout)(haystack);
})();
