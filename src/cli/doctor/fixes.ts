/** A command that makes room. */
export interface Fix {
  readonly when: 'now' | 'this shell' | 'for good';
  readonly command: string;
}

/** What Linux lets nobody go above before it is told to. */
const nrOpen = 1_048_576;
/** Below 1024 ports are the system's own. */
const firstPort = 1024;
const lastPort = 65_535;

/** Lets a process have so many files open. */
export function fileFixes(platform: string, files: number): readonly Fix[] {
  if (platform === 'linux')
    return [
      ...(files > nrOpen ? sysctlFixes('fs.nr_open', String(files)) : []),
      { when: 'this shell', command: `sudo prlimit --pid $$ --nofile=${files}:${files}` },
      {
        when: 'for good',
        command: `printf '* - nofile ${files}\\n' | sudo tee /etc/security/limits.d/turnwise.conf   # then log in again`,
      },
    ];
  if (platform !== 'darwin') return [];
  return [
    { when: 'this shell', command: `sudo launchctl limit maxfiles ${files} ${files} && ulimit -n ${files}` },
    {
      when: 'for good',
      command: `printf 'kern.maxfilesperproc=${files}\\nkern.maxfiles=${4 * files}\\n' | sudo tee -a /etc/sysctl.conf`,
    },
  ];
}

/** All ports that are not the system's own for outgoing connections. */
export function portFixes(platform: string): readonly Fix[] {
  const range = `${firstPort} ${lastPort}`;
  if (platform === 'linux') return sysctlFixes('net.ipv4.ip_local_port_range', range);
  if (platform === 'darwin')
    return [
      {
        when: 'now',
        command: `sudo sysctl -w net.inet.ip.portrange.first=${firstPort} net.inet.ip.portrange.last=${lastPort}`,
      },
    ];
  if (platform !== 'win32') return [];
  const many = lastPort - firstPort + 1;
  return [{ when: 'for good', command: `netsh int ipv4 set dynamicport tcp start=${firstPort} num=${many}` }];
}

/** Sets a value of the Linux kernel. */
export function sysctlFixes(name: string, value: string): readonly Fix[] {
  const quoted = value.includes(' ') ? `"${value}"` : value;
  return [
    { when: 'now', command: `sudo sysctl -w ${name}=${quoted}` },
    {
      when: 'for good',
      command: `printf '${name} = ${value}\\n' | sudo tee /etc/sysctl.d/60-turnwise-${name.split('.').at(-1)}.conf`,
    },
  ];
}

/** Installs a program, by its name for apt and for Homebrew. */
export function installs(platform: string, apt: string, brew: string): readonly Fix[] {
  if (platform === 'linux') return [{ when: 'for good', command: `sudo apt-get install ${apt}` }];
  return platform === 'darwin' ? [{ when: 'for good', command: `brew install ${brew}` }] : [];
}
