import fc from 'fast-check'

/** Text that is made of what means something to the expansion of variables. */
export const expression: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b-c',
        '$SET',
        '${SET',
        '${EMPTY',
        '${UNSET',
        '${DASHES',
        '}',
        '}',
        '}',
        ':-',
        ':+',
        ':?',
        '-',
        '+',
        '?',
      ],
      ...['#', '##', '%', '%%', '/', '//', '*', '\\', '"', "'", '$', '<', 'é'],
    ),
    { minLength: 1, maxLength: 9 },
  )
  // The full stop keeps a last backslash from joining the next line.
  .map((parts) => `${parts.join('')}.`)

/** Text that is made of what means something to the parser of Dockerfiles; most of it is wrong somewhere. */
export const fileText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '\uFEFF',
      '# escape=`\n',
      '#escape = \\ \n',
      '# check=skip=all\n# escape=`\n',
      '\n# escape=`\n',
    ),
    fc.constantFrom(
      'FROM scratch AS a\n',
      'FROM scratch\n',
      'ARG X=scratch\nFROM ${X} AS a\r\n',
      'FROM \\\n scratch\n',
      '',
    ),
    fc.array(
      fc.constantFrom(
        ...[
          'FROM a',
          'FROM scratch',
          ' AS b',
          ' AS C',
          ' as 1',
          'RUN true',
          'RUN <<EOF',
          'RUN <<-"E F" cat',
          'EOF',
          'E F',
        ],
        ...[
          'COPY --from=a x y',
          'COPY --from=0 x',
          'COPY <<EOF /x',
          'RUN --mount=from=a,target=/x y',
          'ENV a=b',
          'ENV a',
        ],
        ...[
          'ARG',
          'LABEL x',
          'ONBUILD ',
          'CMD ["a"]',
          'CMD ["a", 1]',
          '# remark',
          ' # remark',
          '\t',
          ' ',
          '\\',
          '`',
          ' \\',
          ' `',
        ],
        ...['\n', '\n', '\n', '\n', '\r\n', '\n\n', '"', "'", '--platform=x ', '--', 'é', '\u00a0', '\v', '\f'],
      ),
      { maxLength: 24 },
    ),
  )
  .map(([directive, start, parts]) => directive + start + parts.join(''))
