import type { sign as ja } from '../ja/sign';

export const sign: Record<keyof typeof ja, string> = {
  'nav.signRules': 'Rules of early signs',
  'person.tab.signs': 'Early signs',
  'sign.of': 'Early signs of {name}',
  'sign.lead':
    'Found by published criteria in records, results and check-ups. Only who plans development or education sees them.',
  'sign.noDiagnosis': 'This is no diagnosis. People look at the child and decide what comes next.',
  'sign.empty': 'No early signs at present',
  'sign.emptyLead':
    'That does not mean there is nothing to worry about: rules see only part of what is written here.',
  'sign.raisedAt': 'Since {time}',
  'sign.dismissedBy': 'Dismissed by {name}, {time}. Reason: {reason}',
  'sign.why': 'Why it was raised',
  'sign.from': 'What it looked at',
  'sign.cannot': 'What it cannot know',
  'sign.next': 'What may come next',
  'sign.sources': 'Sources',
  'sign.accuracy': 'Accuracy',
  'sign.inputs': 'What it looks at',
  'sign.makeTask': 'Make it a task',
  'sign.taskNote':
    'Everybody who sees the chosen class sees the task, though not the sign. Please choose your words.',
  'sign.dismiss': 'Dismiss',
  'sign.dismissLead':
    'It is dismissed with your reason and does not come back for the same facts. It comes back when they get worse, or when they had ended and are found again.',
  'sign.dismissAct': 'Dismiss with this reason',
  'sign.dismissDone': 'Dismissed.',
  'sign.reopen': 'Undo the dismissal',
  'sign.reopenLead': 'It is shown as an early sign again.',
  'sign.reopenDone': 'The dismissal is undone.',
  'sign.past': 'History',
  'sign.byProgram': 'automatically',
  'sign.state.open': 'Early sign',
  'sign.state.dismissed': 'Dismissed',
  'sign.state.over': 'No longer found',
  'sign.rules': 'Rules of early signs',
  'sign.rulesLead':
    'Every rule uses numbers of published material only. A rule this region does not want can be switched off; its signs disappear at once.',
  'sign.ruleOn': 'In use',
  'sign.ruleOff': 'Switched off',
  'sign.turnOff': 'Switch this rule off',
  'sign.turnOn': 'Switch this rule on',
  'sign.turnOffLead': 'Its signs disappear for every child of this region.',
  'sign.turnOnLead': 'It is used for every child of this region.',
  'sign.turned': 'The rule was switched.',
  'action.keep_sign': 'Early signs kept automatically',
};
