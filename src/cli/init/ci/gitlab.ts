import { scenarioPath, type Choice } from '../choice.js';

/** Jobs of GitLab CI, to be included: a fast gate in every pipeline, a long stage in scheduled ones or on demand. */
export function gitlabText(choice: Choice): string {
  const gate = choice.target === null ? 'simulate "$SCENARIO" --quiet' : 'plan "$SCENARIO"';
  return `# Does the server still say no when it must, and yes when it may? In .gitlab-ci.yml:
#   include: { local: .gitlab-ci.turnwise.yml }
# A short run in every pipeline; ten seeds and the score against known bugs in scheduled ones, and where
# TURNWISE_LONG is 1.
.turnwise:
  stage: test
  image: node:22
  timeout: 10 minutes
  variables:
    SCENARIO: ${scenarioPath(choice)}
    npm_config_cache: $CI_PROJECT_DIR/.npm
  before_script:
    - npm ci --prefer-offline
    - mkdir -p reports baseline
  artifacts:
    when: always
    expire_in: 30 days
    paths: [reports/]
    reports:
      junit: reports/*.xml

turnwise:
  extends: .turnwise
  # What the server needs beside it; the job reaches it as redis:6379.
  # services: ['redis:7']
  cache:
    - key: { files: [package-lock.json] }
      paths: [.npm/]
    # The report of the last green run; secrets reach a scenario as \${env:SEATS_TOKEN}, from masked variables of the project.
    - key: turnwise-baseline-$CI_DEFAULT_BRANCH
      paths: [baseline/]
      when: on_success
  script:
    # A server of your own is started here; wait until it listens, and give its address as --target below.
    # - node server.js &
    # - timeout 30 bash -c 'until (: > /dev/tcp/127.0.0.1/3000) 2> /dev/null; do sleep 0.2; done'
    - npx turnwise ${gate}
    - >-
      npx turnwise run "$SCENARIO" --quiet $(ls -d baseline/report.json 2> /dev/null | sed 's/^/--baseline /')
      --junit reports/junit.xml --html reports/report.html --markdown reports/summary.md
    - if [ "$CI_COMMIT_BRANCH" = "$CI_DEFAULT_BRANCH" ]; then cp runs/latest/report.json baseline/report.json; fi

turnwise-long:
  extends: .turnwise
  timeout: 1 hour
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $TURNWISE_LONG == "1"
  script:
    - >-
      npx turnwise run "$SCENARIO" --quiet --repeat 10
      --junit reports/repeat.xml --html reports/worst.html --markdown reports/repeat.md
    - npx turnwise mutants "$SCENARIO" --quiet --min-score 0.7 --junit reports/mutants.xml
`;
}
