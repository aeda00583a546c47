package main

// What -h of each decision shows.

func (decideAccept) Help() string {
	return `Example:
  exhibit decide accept CLAIM --case bucha --reason "read against the original"`
}

func (decideReject) Help() string {
	return `Example:
  exhibit decide reject CLAIM --case bucha --reason "the figure is of another strike"`
}

func (decideCorrect) Help() string {
	return `Example:
  exhibit decide correct CLAIM --case bucha --set killed=12 --set qualifier=at_least --reason "the text says at least twelve"`
}

func (decideMerge) Help() string {
	return `Example:
  exhibit decide merge INCIDENT INCIDENT --case bucha --reason "same strike, two spellings of the street"`
}

func (decideSplit) Help() string {
	return `Example:
  exhibit decide split INCIDENT EVENT --case bucha --reason "another day"`
}

func (decideLink) Help() string {
	return `Example:
  exhibit decide link EVENT EVENT --case bucha --reason "the same shell"`
}

func (decideUnlink) Help() string {
	return `Example:
  exhibit decide unlink EVENT EVENT --case bucha --reason "two streets"`
}

func (decideUndo) Help() string {
	return `Example:
  exhibit decide undo 412 --case bucha --reason "decided on the wrong claim"`
}

func (decideItem) Help() string {
	return `Example:
  exhibit decide restrict witness-note.txt --case bucha --reason "names a witness"`
}

func (decideClear) Help() string {
	return `Example:
  exhibit decide clear witness-note.txt --case bucha --reason "the witness agreed on 3 May"`
}

func (decideMet) Help() string {
	return `What was given under conditions stays out of every submission until they are met for its recipient. Conditions stated later need a decision of their own.

Example:
  exhibit decide conditions-met photo.jpg --case bucha --to "Court" --reason "the photographer is named by code, as agreed"`
}

func (decideErase) Help() string {
	return `Example:
  exhibit decide erase witness-note.txt --case bucha --order "District Court, 3 May 2022, 4 K 12/22" --reason "order of the court"`
}
