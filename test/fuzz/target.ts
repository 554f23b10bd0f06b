// What is looked at while texts are tried: a bundle of its own, so that only its coverage counts.
export { checkOnce, checksOfAnyText } from '../support/anyText';
