import { refusalOf, type Behaviour, type BehaviourAction, type Handler } from '../../behaviour.js';

/** The server takes an action for another one. What makes no sense is refused as it came. */
export function disguised(
  behaviour: Behaviour,
  ports: Parameters<Behaviour['start']>[0],
  taken: (action: BehaviourAction) => BehaviourAction,
): Handler {
  const handler = behaviour.start(ports);
  return {
    handle: (action) => handler.handle(refusalOf(action, [action.action]) === null ? taken(action) : action),
  };
}
