# Lo que quien lee inquietudes lee sobre su propio turno. Botones y títulos: 24 caracteres; etiquetas: 45.

## El canal de la oficina: frases constantes, iguales sea cual sea la causa

rota-office-unconfirmed = Cobertura en { $unit }: a las { $time } nadie confirmó que haya alguien para leer.
rota-office-nobody-today = Cobertura en { $unit }: hoy no hay nadie de guardia para leer.

## La comprobación de cobertura

rota-check = Comprobación de cobertura: ¿estás, para que alguien lea? Solo cuenta esta pulsación, nada más de lo que hagas.
rota-press-here = Estoy aquí
rota-done-here = Anotado: estás aquí.

## Un set cerrado

rota-press-cover = En un set cerrado
rota-press-out = He salido
rota-press-in = Entro
rota-cover-title = En un set cerrado
rota-cover-lead = Hasta entonces solo te llega lo marcado como «ahora». Quien te espera lee que estás en un set cerrado, y pregunto a la siguiente persona que lee.
rota-label-until = Dentro hasta
rota-until-hint = Puedes decir en cualquier momento que has salido.
rota-open-end = hasta que diga que he salido
rota-problem-past = Esa hora ya pasó. Aquí están las siguientes.
rota-in-until = Estás en un set cerrado hasta las { $time }. Solo te llega «ahora».
rota-in-open = Estás en un set cerrado hasta que digas que has salido. Solo te llega «ahora».
rota-done-cover = Anotado. Mientras estés dentro solo te llega «ahora».
rota-done-out = Anotado: has salido. Vuelvo a preguntarte cuando te toque.

## La segunda vía

rota-press-heard = Lo he oído
rota-press-ring = Probar el timbre
rota-ring-title = Una prueba
rota-rung = He llamado por tu segunda vía, la de fuera de este chat, como prueba. ¿La oíste?
rota-done-ring = Suena en un minuto. No dice nada más que alguien debe mirar.
rota-done-heard = Anotado: tu segunda vía funciona.
rota-heard-on = Tu segunda vía, la que te avisa fuera de este chat, se oyó por última vez el { $day }.
rota-never-heard = Nadie ha dicho todavía que oyera tu segunda vía: la que te avisa fuera de este chat.

## Alguien va a leer inquietudes

rota-press-join = Abrir
rota-join-title = Leer inquietudes
rota-join-limits = Se te pide leer inquietudes en { $production }. Antes de que aceptes y de que quede decidido, aquí no se te abre nada: ninguna línea, ningún número, ninguna mesa. Las líneas enviadas antes siguen cerradas para ti.
rota-join-see = Verás palabras y un nombre al azar, no quién escribió, salvo que te lo diga. No hay manera de averiguarlo. Cada vez que abras una línea, constará en el registro de quien escribió.
rota-join-promise = No paso nada a nadie sin el sí de la persona, salvo las tres excepciones.
rota-label-promise = Tu promesa
rota-join-unticked = Nadie lee aquí sin esta promesa. Márcala si la das.
rota-join-exceptions = Las tres excepciones: menores en riesgo, alguien a punto de sufrir un daño grave, una orden judicial.
rota-join-told = Si lees, se lo digo a todas las personas que se unieron, con tu nombre.
rota-introduction = Así se te presenta a todo el mundo
rota-knows = La relación con las demás personas que leen
rota-press-accept = Acepto
rota-press-decline = No
rota-join-waits = Has aceptado. Ahora tiene que decir que sí alguien que ya lee; se lo pregunto. Hasta entonces aquí no se te abre nada. En cuanto haya un sí, te escribo.
rota-join-reads = Desde ahora lees inquietudes. Se lo digo a todas las personas que se unieron. Las líneas enviadas antes siguen cerradas para ti.
rota-join-declined = Anotado: aquí no lees inquietudes. No se te abre nada.

## Un sí a alguien nuevo

rota-new-waits = { $reader } va a leer inquietudes y espera un sí.
rota-press-new = Quién es
rota-spoken-new = Quién es: { $reader }
rota-new-title = Alguien nuevo
rota-new-limits = { $reader } va a leer inquietudes. Conozco el nombre por el archivo de la producción y no puedo saber quién está detrás. Basta un sí, así que pregunta antes a alguien de confianza.
rota-new-after = Con tu sí, { $reader } lee lo que se envíe desde entonces, y nada anterior. Se lo digo a todas las personas que se unieron. Con tu no, no se le abre nada.
rota-press-say-yes = Decir que sí
rota-press-say-no = Decir que no
rota-spoken-say-yes = Decir que sí: { $reader }
rota-spoken-say-no = Decir que no: { $reader }
rota-done-yes = Desde ahora { $reader } lee inquietudes. Se lo digo a todas las personas que se unieron.
rota-done-no = { $reader } queda fuera. No se le abre nada.
rota-new-gone = Ahí ya nadie espera un sí: respondió otra persona que lee, o se retiró. Quién lee ahora está en «{ home-who }», en tu propio chat conmigo.

## Dar una línea a otra persona que lee

rota-press-give = Dársela a alguien
rota-spoken-give = Dársela a alguien: { $alias }
rota-press-give-go = Dársela
rota-label-give = A quién
rota-give-lead = Le pregunto enseguida. La persona lo encuentra en su registro. La hora que prometiste ya no cuenta.
rota-given = Dada. Le pregunto enseguida, y la persona lo encuentra en su registro.
rota-give-asks = Quien aún no lee esta línea solo puede leerla con el sí de la persona. Se lo pregunto, con su nombre y su presentación. Hasta entonces no cambia nada: la hora que prometiste sigue contando.
rota-give-outside = { $reader } (primero se pregunta)
rota-asked = La pregunta queda para quien escribió. A nadie nuevo se le abre nada antes de que su sí esté aquí. La línea sigue en tus manos.
