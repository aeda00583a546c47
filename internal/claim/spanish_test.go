package claim

import "testing"

func TestSpanishCasualtiesAreCounted(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"Al menos nueve civiles murieron y 14 resultaron heridos en un bombardeo contra un mercado.", "casualty", "killed=9; injured=14; qualifier=at_least; status=civilian"},
		{"El gobernador informó que 27 personas fueron asesinadas en la vereda.", "casualty", "killed=27"},
		{"Murieron cinco campesinos, entre ellos dos niños, según la Cruz Roja.", "casualty", "killed=5; speaker=Red Cross; children=2"},
		{"Hombres armados mataron a tres maestros en la escuela.", "casualty", "killed=3"},
		{"El ataque dejó doce muertos y 30 heridos.", "casualty", "killed=12; injured=30"},
		{"Los bomberos hallaron 18 cadáveres entre los escombros.", "casualty", "bodies=18"},
		{"Siguen desaparecidas 8 personas tras el ataque.", "casualty", "missing=8"},
		{"La guerrilla secuestró a 11 pasajeros en la carretera.", "casualty", "detained=11"},
		{"Más de 300 personas fueron desplazadas por los combates.", "casualty", "displaced=300; qualifier=more_than"},
		{"El número de muertos subió a 46, informó la Defensoría del Pueblo.", "casualty", "killed=46; speaker=Ombudsman's Office"},
		{"Decenas de personas resultaron heridas en la explosión.", "casualty", "qualifier=dozens"},
		{"Un hombre y una mujer fueron asesinados en su casa.", "casualty", "killed=2"},
	})
}

func TestSpanishAttacksAndWeaponsAreRead(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"Aviones militares bombardearon una escuela en la aldea.", "attack", "object=school"},
		{"Un misil alcanzó un edificio de viviendas en Aleppo.", "attack", "object=residential building; weapon=missile; place=Aleppo"},
		{"Los rebeldes atacaron un hospital en Nyala el martes.", "attack", "object=hospital; place=Nyala; day=2021-05-11"},
		{"El gobernador acusó a las FARC de atacar la estación de policía.", "attack", "modality=alleged; object=police station"},
		{"Una bomba explotó frente a la iglesia.", "attack", "object=religious building; weapon=bomb"},
		{"El bombardeo destruyó tres viviendas y una escuela.", "attack", "object=house"},
		{"Los paramilitares incendiaron varias casas en el caserío.", "attack", "object=house"},
		{"Un coche bomba estalló junto al mercado.", "attack", "object=market"},
		{"Soldados dispararon contra los manifestantes.", "attack", ""},
		{"El ejército utilizó bombas de racimo en la zona.", "weapon", "weapon=cluster munition"},
		{"La guerrilla sembró minas antipersona en la vereda.", "weapon", "weapon=landmine"},
	})
}

func TestSpanishDenialsAreRead(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"El Ministerio de Defensa de Rusia negó el ataque contra el hospital.", "denial", "speaker=Russian Defence Ministry; denies=fact"},
		{"El portavoz desmintió el bombardeo.", "denial", ""},
		{"El ELN rechazó la acusación.", "denial", ""},
		{"El gobierno niega que sus tropas dispararan contra civiles.", "denial", ""},
		{"El ministro dijo que las imágenes del ataque son un montaje.", "denial", ""},
		{"El embajador afirmó que el informe sobre el ataque es falso.", "denial", ""},
		{"El Kremlin afirmó que la acusación es una mentira.", "denial", "speaker=Kremlin"},
		{"El presidente dijo que la organización no tiene autoridad para juzgar los ataques.", "denial", "denies=standing"},
		{"El alcalde negó la matanza.", "denial", ""},
		{"Hamás negó haber disparado cohetes contra la ciudad.", "denial", "speaker=Hamás"},
	})
}

func TestSpanishLabelsAndPatternsAreRead(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"Amnistía Internacional calificó el hecho de crimen de guerra.", "legal-characterisation", "label=war crime; speaker=Amnesty International"},
		{"La ONU dijo que estos actos constituyen crímenes de lesa humanidad.", "legal-characterisation", "label=crimes against humanity"},
		{"El presidente habló de genocidio, dijo el ministro.", "legal-characterisation", "label=genocide"},
		{"El fiscal dijo que fue una masacre.", "legal-characterisation", "label=massacre"},
		{"La organización denunció una limpieza étnica.", "legal-characterisation", "label=ethnic cleansing"},
		{"La Cruz Roja lamentó una grave violación del derecho internacional humanitario.", "legal-characterisation", "label=violation of international humanitarian law"},
		{"El relator dijo que es un castigo colectivo.", "legal-characterisation", "label=collective punishment"},
		{"La comisión constató un patrón de abusos, dijo la ONU.", "pattern", ""},
		{"La ONU dijo que la persecución es sistemática.", "pattern", ""},
		{"La ONU dijo que la violencia es generalizada en la región.", "pattern", ""},
	})
}

func TestSpanishActionsAndEvidenceAreRead(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"La Fiscalía abrió una investigación sobre la masacre.", "action", "action=investigation"},
		{"La ONU pidió una investigación independiente del ataque.", "action", "action=investigation; modality=call"},
		{"La Corte Penal Internacional emitió una orden de arresto.", "action", "action=prosecution"},
		{"Estados Unidos impuso sanciones a tres comandantes.", "action", "action=sanctions"},
		{"Los familiares exigieron justicia para los responsables.", "action", ""},
		{"La misión está recopilando pruebas de los crímenes.", "action", "action=documentation"},
		{"Videos difundidos en redes muestran cadáveres en la calle.", "evidence-mention", ""},
		{"Imágenes satelitales muestran fosas comunes cerca del pueblo.", "evidence-mention", ""},
		{"Los vecinos encontraron una fosa común en la vereda.", "evidence-mention", ""},
		{"Fotografías publicadas por la prensa muestran los cuerpos de las víctimas.", "evidence-mention", ""},
	})
}

func TestSpanishWordsThatCountNobodyMakeNoClaim(t *testing.T) {
	checkTold(t, "es", []toldIn{
		{"El hospital tiene 120 camas.", "", ""},
		{"La aldea está a 30 kilómetros de la capital.", "", ""},
		{"El ejército no quiso comentar.", "", ""},
		{"No hubo víctimas.", "", ""},
		{"El pan cuesta 500 pesos.", "", ""},
		{"Llegaron 40 camiones al puerto.", "", ""},
		{"El alcalde inauguró una escuela en el barrio.", "", ""},
		{"Unos 200 estudiantes participaron en la fiesta.", "", ""},
		{"El ministro dijo que los precios subirán el próximo mes.", "", ""},
		{"El consejo se reunió el domingo en la capital.", "", ""},
	})
}
