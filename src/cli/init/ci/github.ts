import { scenarioPath, type Choice } from '../choice.js';

/** A workflow of GitHub Actions: a fast gate on every push, a long stage at night or on demand. */
export function githubText(choice: Choice): string {
  return `${headText(choice)}${gateText(choice)}${longText}`;
}

function headText(choice: Choice): string {
  return `# Does the server still say no when it must, and yes when it may?
# A short run on every push; ten seeds and the score against known bugs every night, or when asked for:
#   gh workflow run turnwise -f long=true
name: turnwise

on:
  push:
  pull_request:
  workflow_dispatch:
    inputs:
      long:
        description: also ten seeds, and the score against known bugs
        type: boolean
        default: false
  schedule:
    - cron: '17 2 * * *'

permissions:
  contents: read

env:
  SCENARIO: ${scenarioPath(choice)}

jobs:
`;
}

function gateText(choice: Choice): string {
  const gate = choice.target === null ? 'simulate' : 'plan';
  const quiet = gate === 'plan' ? '' : ' --quiet';
  return `  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    # What the server needs beside it:
    # services:
    #   redis: { image: 'redis:7', ports: ['6379:6379'] }
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      # A server of your own is started here; wait until it listens, and give its address as --target below.
      # - run: |
      #     node server.js &
      #     timeout 30 bash -c 'until (: > /dev/tcp/127.0.0.1/3000) 2> /dev/null; do sleep 0.2; done'
      - name: The plan${gate === 'plan' ? '' : ', in virtual time'}
        run: npx turnwise ${gate} "$SCENARIO"${quiet}
      - name: The report of the last green run
        uses: actions/cache/restore@v4
        with:
          path: baseline
          key: turnwise-baseline-\${{ github.base_ref || github.ref_name }}-\${{ github.run_id }}
          restore-keys: turnwise-baseline-\${{ github.base_ref || github.ref_name }}-
      - name: A short run
        # Secrets reach a scenario as \${env:SEATS_TOKEN}, and no report.
        # env:
        #   SEATS_TOKEN: \${{ secrets.SEATS_TOKEN }}
        run: |
          mkdir -p reports
          npx turnwise run "$SCENARIO" --quiet $(ls -d baseline/report.json 2> /dev/null | sed 's/^/--baseline /') \\
            --junit reports/junit.xml --html reports/report.html --markdown reports/summary.md
      - name: Keep the report, now that it is green
        if: github.event_name == 'push'
        run: |
          mkdir -p baseline
          cp runs/latest/report.json baseline/report.json
      - uses: actions/cache/save@v4
        if: github.event_name == 'push'
        with:
          path: baseline
          key: turnwise-baseline-\${{ github.ref_name }}-\${{ github.run_id }}
      - name: Show the verdict
        if: always()
        run: |
          if [ -f reports/summary.md ]; then cat reports/summary.md >> "$GITHUB_STEP_SUMMARY"; fi
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: turnwise, path: reports/, if-no-files-found: ignore }

`;
}

const longText = `  long:
    if: github.event_name == 'schedule' || inputs.long
    needs: gate
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - name: Ten seeds
        run: |
          mkdir -p reports
          npx turnwise run "$SCENARIO" --quiet --repeat 10 \\
            --junit reports/repeat.xml --html reports/worst.html --markdown reports/repeat.md
      - name: Which known bugs would this scenario catch?
        if: always()
        run: |
          mkdir -p reports
          npx turnwise mutants "$SCENARIO" --quiet --min-score 0.7 --junit reports/mutants.xml
      - name: Show the verdict
        if: always()
        run: |
          if [ -f reports/repeat.md ]; then cat reports/repeat.md >> "$GITHUB_STEP_SUMMARY"; fi
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: turnwise-long, path: reports/, if-no-files-found: ignore }
`;
